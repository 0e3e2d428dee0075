"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import { type ActionRequest, defineAction, defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { type FormValues, type Parsed, refuse } from "@/ui/form-answer";
import { checkText, discardTextDraft, publishText, restoreText, saveText, saveTextDraft } from "./commands";
import { canPublishText, canWriteText } from "./policy";
import { findEditionSubject } from "./queries";
import { canonicalLanguage, SaveTextSchema, TEXT_FIELDS } from "./schema";

/** A language in the spelling in which texts are kept. */
const Language = z.string().refine((tag) => canonicalLanguage(tag) === tag);
const Revision = z.number().int().min(1).max(1_000_000);
/** More than a draft may hold: what is longer is refused with words, and never cut without a word. */
const LONGEST = 300_000;

/** The text of an address. Whoever was signed out meanwhile signs in again, whether there is such a text or not. */
async function subjectOr404(locale: Locale, itemId: string, language: string) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.text(locale, itemId, language)));
  return (await findEditionSubject(itemId, language)) ?? notFound();
}

async function permitToWrite({ locale, args }: ActionRequest<[string, string, ...unknown[]]>) {
  const [itemId, language] = args;
  return permitOr404(canWriteText, await currentActor(), await subjectOr404(locale, itemId, language));
}

async function permitToPublish({ locale, args }: ActionRequest<[string, string, ...unknown[]]>) {
  const [itemId, language] = args;
  return permitOr404(canPublishText, await currentActor(), await subjectOr404(locale, itemId, language));
}

/** The page of the text, which says what was done. */
function backTo({ locale, args: [itemId, language] }: ActionRequest<[string, string, ...unknown[]]>, done: string) {
  return { ok: true, to: routes.text(locale, itemId, language, { done }) } as const;
}

const { WORDS, STILL_RIGHT } = TEXT_FIELDS;

/** What was typed into the form of a text, and which of its buttons sent it. */
function typedText(
  values: FormValues,
): Parsed<{ way: "save" | "draft" | "discard"; text: z.output<typeof SaveTextSchema> }> {
  const named = (prefix: string) =>
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    );
  const text = SaveTextSchema.safeParse({
    fields: Object.fromEntries(named(WORDS)),
    startedFrom: values.startedFrom,
    read: values.read || null,
    small: values.small === "on",
    stillRight: named(STILL_RIGHT).map(([field]) => field),
  });
  if (!text.success) return refuse("form_invalid");
  const way = values.way === "draft" || values.way === "discard" ? values.way : "save";
  return { ok: true, input: { way, text: text.data } };
}

/** Saves a text, keeps what was typed for later, or throws it away. */
export const saveTextAction = defineFormAction({
  errors: "TextErrors",
  longest: LONGEST,
  args: [Id, Language],
  authorise: permitToWrite,
  parse: typedText,
  async run({ granted: permit, input: { way, text }, ...request }) {
    if (way === "discard") {
      await discardTextDraft(permit);
      return backTo(request, "discarded");
    }
    const { fields, startedFrom, read } = text;
    const result =
      way === "draft" ? await saveTextDraft(permit, { fields, startedFrom, read }) : await saveText(permit, text);
    if (result.ok) return backTo(request, way === "draft" ? "draft" : "saved");
    // What was to be saved is a draft now: the page shows it beside what somebody else has saved.
    if (result.reason === "conflict") return backTo(request, "conflict");
    if (result.reason === "not_found" || result.fields.length === 0)
      return refuse(result.reason === "lacking" ? "empty" : result.reason);
    const { reason } = result;
    return { ok: false, errors: result.fields.map((field) => ({ field: `${WORDS}${field}`, key: reason })) };
  },
});

/** Says of a translation that it is right beside the original that was on the page. */
export const checkTextAction = defineAction({
  args: [Id, Language, Revision, Revision],
  authorise: permitToWrite,
  async run({ granted: permit, ...request }) {
    const [, , revision, read] = request.args;
    const result = await checkText(permit, { revision, read });
    if (result.ok) return backTo(request, result.state === "checked" ? "checked" : "looked");
    return result.reason === "conflict" ? backTo(request, "changed") : notFound();
  },
});

/** Brings an earlier revision back as the newest. */
export const restoreTextAction = defineAction({
  args: [Id, Language, Revision, Revision],
  authorise: permitToWrite,
  async run({ granted: permit, ...request }) {
    const [, , revision, startedFrom] = request.args;
    const result = await restoreText(permit, { revision, startedFrom });
    if (result.ok) return backTo(request, "restored");
    return result.reason === "conflict" ? backTo(request, "changed") : notFound();
  },
});

/** Shows readers a revision, or takes a translation away from them. */
export const publishTextAction = defineAction({
  args: [Id, Language, Revision.nullable()],
  authorise: permitToPublish,
  async run({ granted: permit, ...request }) {
    const [, language, revision] = request.args;
    const result = await publishText(permit, { language, revision });
    if (result.ok) return backTo(request, revision === null ? "withheld" : "published");
    return result.reason === "original" ? backTo(request, "original") : notFound();
  },
});
