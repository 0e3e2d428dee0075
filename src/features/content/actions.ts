"use server";

import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Policy } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { type ActionRequest, defineAction, defineFormAction, defineTypingAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, findTranslator, permitOr404, signInPath } from "@/features/accounts/actor";
import type { MarkupProblem } from "@/features/documents/markup/rules";
import { formatAt } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { consumeRateLimit, type Limit } from "@/platform/security/rate-limit";
import { type FormValues, type Parsed, refuse } from "@/ui/form-answer";
import {
  checkText,
  discardTextDraft,
  giveTextLink,
  publishText,
  restoreText,
  saveText,
  saveTextDraft,
} from "./commands";
import { canGiveTextLink, canPublishText, canWriteText, type EditionSubject, type WriteText } from "./policy";
import { findEditionSubject } from "./queries";
import { canonicalLanguage, SaveTextSchema, TEXT_FIELDS, TextLinkSchema } from "./schema";

/** A language in the spelling in which texts are kept. */
const Language = z.string().refine((tag) => canonicalLanguage(tag) === tag);
const Revision = z.number().int().min(1).max(1_000_000);
/** As much as a request may hold: nothing is ever cut, and what is too long comes back whole. */
const LONGEST = 1024 * 1024;

/** The token of a volunteer's link; null for signed-in users. */
const Link = z.string().max(40).nullable();
/** How often one link may save, check or restore: more than anyone types in an hour. */
const WRITES_BY_LINK: Limit = { act: "text-by-link", times: 120, within: 3600 };
/** The most automatic drafts in an hour: more than the page sends. */
const NOTES: Limit = { act: "text-note", times: 1500, within: 3600 };
const LINKS: Limit = { act: "give-text-link", times: 60, within: 3600 };

type TextRequest = ActionRequest<[string | null, string, string, ...unknown[]]>;

/**
 * The permit of a policy for a page's text, for a volunteer's link or a signed-in user. Signed-out users must sign in
 * again, whether or not there is such a text.
 */
async function permitForText<Name extends string>(
  policy: Policy<Name, EditionSubject>,
  { locale, args: [link, itemId, language] }: TextRequest,
) {
  if (link === null && !(await currentLoginSession()))
    redirect(await signInPath(locale, routes.text(locale, itemId, language)));
  const actor = link === null ? await currentActor() : await findTranslator(link);
  const subject = actor && (await findEditionSubject(itemId, language));
  return subject ? permitOr404(policy, actor, subject) : notFound();
}

const permitToWrite = (request: TextRequest) => permitForText(canWriteText, request);

/** Like `permitToWrite`, but null for a link that has ended: the form then says so and keeps the input. */
async function permitToType(request: TextRequest): Promise<WriteText | null> {
  const [link] = request.args;
  return link !== null && !(await findTranslator(link)) ? null : permitToWrite(request);
}

/** The page of the text, which says what was done. */
function backTo({ locale, args: [link, itemId, language] }: TextRequest, done: string) {
  const to =
    link === null
      ? routes.text(locale, itemId, language, { done })
      : routes.translateText(locale, link, itemId, { done });
  return { ok: true, to } as const;
}

/** Whether a link has been used so often within the hour that it must wait. */
async function mustWait({ by }: WriteText): Promise<boolean> {
  return by.kind === "link" && !(await consumeRateLimit(WRITES_BY_LINK, by.id));
}

const { WORDS, STILL_RIGHT } = TEXT_FIELDS;

/** Why a part cannot become a document, in words. */
const GARBLED = {
  link: "garbled_link",
  block: "garbled_block",
  kept: "garbled_kept",
  media: "garbled_media",
  size: "garbled_size",
} as const satisfies Record<MarkupProblem["key"], string>;

const TypedTextSchema = SaveTextSchema.required({ typedIn: true });

/** What was typed into the form of a text, and which of its buttons sent it. */
function typedText(
  values: FormValues,
): Parsed<{ way: "save" | "draft" | "discard"; text: z.output<typeof TypedTextSchema> }> {
  const named = (prefix: string) =>
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    );
  const text = TypedTextSchema.safeParse({
    fields: Object.fromEntries(named(WORDS)),
    startedFrom: values.startedFrom,
    read: values.read || null,
    small: values.small === "on",
    stillRight: named(STILL_RIGHT).map(([field]) => field),
    typedIn: {
      form: values.form,
      follows: values.follows || null,
      beside: values.beside?.split(" ").filter(Boolean) ?? [],
    },
  });
  if (!text.success) return refuse("form_invalid");
  const way = values.way === "draft" || values.way === "discard" ? values.way : "save";
  return { ok: true, input: { way, text: text.data } };
}

/** Saves a text, keeps the input as a draft, or discards it. */
export const saveTextAction = defineFormAction({
  errors: "TextErrors",
  longest: LONGEST,
  args: [Link, Id, Language],
  authorise: permitToType,
  parse: typedText,
  limits: async ({ granted }) => (granted?.by.kind === "link" ? [[WRITES_BY_LINK, granted.by.id]] : []),
  async run({ granted: permit, input: { way, text }, ...request }) {
    if (!permit) return refuse("link_ended");
    if (way === "discard") {
      await discardTextDraft(permit, text.typedIn);
      return backTo(request, "discarded");
    }
    const result = way === "draft" ? await saveTextDraft(permit, text) : await saveText(permit, text);
    // A draft from another window stays: the page shows both.
    if (result.ok) return backTo(request, "others" in result ? (result.others ? "drafts" : "draft") : "saved");
    // The refused input is now a draft: the page shows it beside what somebody else has saved.
    if (result.reason === "conflict") return backTo(request, "conflict");
    if (result.reason === "not_found" || result.reason === "too_many_drafts") return refuse(result.reason);
    if (result.reason === "garbled") {
      const errors = Object.entries(result.problems).map(([part, { key, line, what }]) => ({
        field: `${WORDS}${part}`,
        key: GARBLED[key],
        ...(what && { of: { key: line ? "in_line" : "at", named: { line: String(line), what } } }),
      }));
      return { ok: false, errors };
    }
    if (result.fields.length === 0) return refuse(result.reason === "lacking" ? "empty" : result.reason);
    const { reason, most } = result;
    const errors = result.fields.map((part) => {
      const named = { most: String(most?.[part]), length: String(text.fields[part]?.length) };
      return { field: `${WORDS}${part}`, key: reason, ...(most && { of: { key: "at_most", named } }) };
    });
    return { ok: false, errors };
  },
});

/** Keeps the input so far as a draft while the user types. Stops once there is another version that they have to compare. */
export const noteTextAction = defineTypingAction({
  errors: "TextErrors",
  longest: LONGEST,
  args: [Link, Id, Language],
  authorise: permitToType,
  parse: typedText,
  limits: async ({ granted }) => (granted ? [[NOTES, granted.by.id ?? ""]] : []),
  async run({ locale, granted: permit, input: { text } }) {
    const t = await getTranslations({ locale });
    if (!permit) return { said: t("TextErrors.link_ended"), over: true };
    const now = new Date();
    const result = await saveTextDraft(permit, text, now);
    if (!result.ok) return refuse(result.reason);
    const { overtaken, others } = result;
    const key = overtaken ? "Texts.autoOvertaken" : others ? "Texts.autoOthers" : "Texts.autoKept";
    const said = t(key, { at: formatAt(locale, now), button: t("Texts.keepDraft") });
    return { said, over: overtaken || others };
  },
});

/** Confirms that a translation is right beside the original that was on the page. */
export const checkTextAction = defineAction({
  args: [Link, Id, Language, Revision, Revision],
  authorise: permitToWrite,
  async run({ granted: permit, ...request }) {
    const [, , , revision, read] = request.args;
    if (await mustWait(permit)) return backTo(request, "wait");
    const result = await checkText(permit, { revision, read });
    if (result.ok) return backTo(request, result.state === "checked" ? "checked" : "looked");
    return result.reason === "conflict" ? backTo(request, "changed") : notFound();
  },
});

/** Restores an earlier revision as the newest. */
export const restoreTextAction = defineAction({
  args: [Link, Id, Language, Revision, Revision],
  authorise: permitToWrite,
  async run({ granted: permit, ...request }) {
    const [, , , revision, startedFrom] = request.args;
    if (await mustWait(permit)) return backTo(request, "wait");
    const result = await restoreText(permit, { revision, startedFrom });
    if (result.ok) return backTo(request, "restored");
    return result.reason === "conflict" ? backTo(request, "changed") : notFound();
  },
});

/** Publishes a revision, or withdraws a translation. */
export const publishTextAction = defineAction({
  args: [Link, Id, Language, Revision.nullable()],
  authorise: (request) => permitForText(canPublishText, request),
  async run({ granted: permit, ...request }) {
    const [, , language, revision] = request.args;
    const result = await publishText(permit, { language, revision });
    if (result.ok) return backTo(request, revision === null ? "withheld" : "published");
    return result.reason === "original" ? backTo(request, "original") : notFound();
  },
});

/** Makes a volunteer's link and redirects to the page that shows it this once. */
export const giveTextLinkAction = defineFormAction({
  errors: "TextErrors",
  args: [Id, Language],
  authorise: ({ locale, args: [itemId, language] }) =>
    permitForText(canGiveTextLink, { locale, args: [null, itemId, language] }),
  parse: TextLinkSchema,
  limits: async ({ granted: { by } }) => [[LINKS, by.id ?? ""]],
  async run({ locale, args: [itemId, language], granted: permit, input }) {
    const { id } = await giveTextLink(permit, input);
    return { ok: true, to: routes.textLink(locale, itemId, language, { given: id }) };
  },
});
