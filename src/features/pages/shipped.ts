import "server-only";
import { createTranslator } from "use-intl/core";
import type { Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import type { PageKey } from "./schema";

/** The words of a page: its body is a document, as its markup or as its JSON. */
export interface PageWords {
  title: string;
  lead: string;
  body: string;
}

/** Markup as people type it. Typesetting would take the sign of a heading for a number. */
const asTyped = (markup: string) => markup.replaceAll("\u00A0", " ").replace(/[\u2066\u2069]/g, "");

/** The words with which a page comes, in a page language. Of a notice, the body is what staff add to it: nothing yet. */
export async function shippedWords(key: PageKey, locale: Locale): Promise<PageWords> {
  const t = createTranslator({ locale, messages: await loadMessages(locale) });
  switch (key) {
    case "about":
      return { title: t("About.title"), lead: t("About.lead"), body: asTyped(t("About.body")) };
    case "contact":
      return { title: t("Contact.title"), lead: t("Contact.lead"), body: asTyped(t("Contact.body")) };
    case "privacy":
      return { title: t("Privacy.title"), lead: t("Privacy.lead"), body: "" };
    case "accessibility":
      return { title: t("Accessibility.title"), lead: t("Accessibility.lead"), body: "" };
  }
}
