import "server-only";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { checkText, publishText, saveText } from "@/features/content/commands";
import { canPublishText, canWriteText } from "@/features/content/policy";
import { findEditionSubject } from "@/features/content/queries";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { addDays } from "@/i18n/time";
import { type DemoParts, granted } from "@/platform/demo";
import { takeOverPage } from "./commands";
import { ADDITIONS } from "./demo/additions";
import { canManagePages } from "./policy";
import { PAGE_KEYS, type PageKey } from "./schema";
import { shippedWords } from "./shipped";

/** Two pages to which staff have added something; each has one translation that is older since. */
export const demo: DemoParts = {
  pages: {
    after: ["forums"],
    seed: async (now) => {
      for (const key of PAGE_KEYS) if (ADDITIONS[key]) await addTo(key, ADDITIONS[key], now);
    },
  },
};

async function addTo(key: PageKey, additions: Partial<Record<Locale, string>>, now: Date): Promise<void> {
  const permit = granted(Permit.ask(canManagePages, system("demo"), null), "change pages");
  const { itemId, language: source } = await takeOverPage(permit, key, addDays(now, -60));
  const changed = addDays(now, -20);
  const subjectOf = async (language: string) => {
    const subject = await findEditionSubject(itemId, language);
    if (!subject) throw new Error(`the page ${key} has no text`);
    return subject;
  };
  const save = async (locale: Locale, read: number | null) => {
    const { body, ...words } = await shippedWords(key, locale);
    const writer = granted(Permit.ask(canWriteText, system("demo"), await subjectOf(locale)), "write");
    const fields = { ...words, body: `${body}\n\n${additions[locale]}` };
    const saved = await saveText(writer, { fields, startedFrom: 1, read }, changed);
    if (!saved.ok) throw new Error(`the text of the page ${key}: ${saved.reason}`);
  };
  await save(source as Locale, null);
  const publisher = granted(Permit.ask(canPublishText, system("demo"), await subjectOf(source)), "publish");
  await publishText(publisher, { language: source, revision: 2 });
  for (const locale of LOCALE_CODES) {
    if (locale === source || !additions[locale]) continue;
    await save(locale, 2);
    const reader = granted(Permit.ask(canWriteText, system("demo-reader"), await subjectOf(locale)), "check");
    await checkText(reader, { revision: 2, read: 2 }, changed);
  }
}
