"use server";

import { notFound, redirect } from "next/navigation";
import type { z } from "zod";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { PreviewLinkSchema } from "@/features/content/schema";
import { fitDocument, type MarkupProblem } from "@/features/documents/markup/rules";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { type FormValues, type Parsed, parseWith, refuse, refuseField } from "@/ui/form-answer";
import { postTags } from "./cache-tags";
import {
  changeCover,
  createPost,
  editPost,
  givePreviewLink,
  publishPost,
  returnPost,
  schedulePost,
  submitPost,
  unpublishPost,
} from "./commands";
import { canCreatePost, canListPosts, canManagePost } from "./policy";
import { findPostSubject } from "./queries";
import {
  CoverSchema,
  EditPostSchema,
  NewPostSchema,
  type PostTag,
  SchedulePostSchema,
  tickedTags,
  UnpublishPostSchema,
} from "./schema";

/** The most characters of a field, for the texts of a new post. */
const LONGEST = 40_000;

/** The permit to look after a post. For another organisation's, the page is not found. */
async function permitToLookAfter({ locale, args: [id] }: { locale: Locale; args: [string, ...unknown[]] }) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.newsAtWork(locale)));
  return permitOr404(canManagePost, await currentActor(), (await findPostSubject(id)) ?? notFound());
}

/** Parses a form with boxes for tags. */
function parseWithTags<Output extends object>(schema: z.ZodType<Output>) {
  return (values: FormValues): Parsed<Output & { tags: PostTag[] }> => {
    const parsed = parseWith(schema, values);
    return parsed.ok ? { ok: true, input: { ...parsed.input, tags: tickedTags(values) } } : parsed;
  };
}

/** Why a body cannot become a document, in words. */
const GARBLED = {
  link: "garbled_link",
  block: "garbled_block",
  kept: "garbled_block",
  media: "garbled_media",
  size: "garbled_size",
} as const satisfies Record<MarkupProblem["key"], string>;

const parseTyped = parseWithTags(NewPostSchema);

/** Parses a new post, whose body must become a document. */
function parseNewPost(values: FormValues): ReturnType<typeof parseTyped> {
  const parsed = parseTyped(values);
  const fitted = fitDocument(values.body ?? "", []);
  if (fitted.ok) return parsed;
  const { key, line, what } = fitted.problem;
  const of = what && { of: { key: line ? "in_line" : "at", named: { line: String(line), what } } };
  return {
    ...(parsed.ok ? { ok: false as const } : parsed),
    errors: [...(parsed.ok ? [] : (parsed.errors ?? [])), { field: "body", key: GARBLED[key], ...of }],
  };
}

const parsePost = parseWithTags(EditPostSchema);

/** Where an action on a post leads: to the post's page at work, which says what was done. */
const done = (locale: Locale, id: string, what: string, slug: string) =>
  ({ ok: true, to: routes.workOnPost(locale, id, { done: what }), tags: postTags(slug) }) as const;

/** The fields to which the refusals of a post's form belong. */
const FIELDS = {
  forum_unknown: "forum",
  group_unknown: "group",
  slug_needed: "slug",
  slug_taken: "slug",
  organisation_retired: "organisation",
} as const;

/** Makes a post and redirects to its page at work. */
export const createPostAction = defineFormAction({
  errors: "NewsErrors",
  longest: LONGEST,
  async authorise({ locale }) {
    if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.newPost(locale)));
    return permitOr404(canListPosts, await currentActor(), null);
  },
  parse: parseNewPost,
  async run({ locale, granted: { by }, input: { organisation, ...post } }) {
    const permit = Permit.ask(canCreatePost, by, { organisationId: organisation });
    if (!permit) return refuseField("organisation", "organisation_invalid");
    const result = await createPost(permit, post);
    if (!result.ok && result.reason === "media_foreign")
      return {
        ok: false,
        errors: [{ field: "body", key: "garbled_media", of: { key: "at", named: { what: result.what } } }],
      };
    if (!result.ok) return refuseField(FIELDS[result.reason], result.reason);
    return { ok: true, to: routes.workOnPost(locale, result.id, { done: "created" }) };
  },
});

/** Changes everything about a post except its words. */
export const editPostAction = defineFormAction({
  errors: "NewsErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: parsePost,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await editPost(permit, input);
    if (result.ok)
      return {
        ...done(locale, id, "edited", result.slug),
        tags: [...postTags(result.slug), ...postTags(result.before)],
      };
    const { reason } = result;
    return reason === "not_found" || reason === "overtaken" ? refuse(reason) : refuseField(FIELDS[reason], reason);
  },
});

/** Gives a post another picture, or none. */
export const changeCoverAction = defineFormAction({
  errors: "NewsErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: CoverSchema,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await changeCover(permit, input);
    if (result.ok) return done(locale, id, input.cover ? "covered" : "uncovered", result.slug);
    return result.reason === "cover_unknown" ? refuseField("cover", result.reason) : refuse(result.reason);
  },
});

/** Asks for somebody else to read a draft. */
export const submitPostAction = defineAction({
  args: [Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id], granted: permit }) {
    const result = await submitPost(permit);
    return result.ok ? done(locale, id, "submitted", result.slug) : { ok: true, to: routes.workOnPost(locale, id) };
  },
});

/** Gives a post back to its writer. */
export const returnPostAction = defineAction({
  args: [Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id], granted: permit }) {
    const result = await returnPost(permit);
    return result.ok ? done(locale, id, "returned", result.slug) : { ok: true, to: routes.workOnPost(locale, id) };
  },
});

/** Shows a post to everybody now. */
export const publishPostAction = defineAction({
  args: [Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id], granted: permit }) {
    const result = await publishPost(permit);
    return result.ok ? done(locale, id, "published", result.slug) : notFound();
  },
});

/** Lets a post appear by itself at a time. */
export const schedulePostAction = defineFormAction({
  errors: "NewsErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: SchedulePostSchema,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await schedulePost(permit, input);
    if (result.ok) return done(locale, id, "scheduled", result.slug);
    return result.reason === "time_past" ? refuseField("time", result.reason) : refuse(result.reason);
  },
});

const LINKS: Limit = { act: "give-preview-link", times: 60, within: 3600 };

/** Makes a preview link and redirects to the page that shows it this once. */
export const givePreviewLinkAction = defineFormAction({
  errors: "NewsErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: PreviewLinkSchema,
  limits: async ({ granted: { by } }) => [[LINKS, by.id ?? ""]],
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await givePreviewLink(permit, input);
    return result.ok ? { ok: true, to: routes.previewLink(locale, id, { given: result.id }) } : refuse(result.reason);
  },
});

/** Takes back that a post is to appear. */
export const unschedulePostAction = defineAction({
  args: [Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id], granted: permit }) {
    const result = await unpublishPost(permit);
    return result.ok ? done(locale, id, "unscheduled", result.slug) : notFound();
  },
});

/** Takes a post away from readers. The first submission asks; the second does it. */
export const unpublishPostAction = defineFormAction({
  errors: "NewsErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: UnpublishPostSchema,
  async run({ locale, args: [id], granted: permit, input: { confirmed } }) {
    if (confirmed !== "yes") return refuse("unpublish_asks", { values: { confirmed: "yes" }, alternativeSubmit: true });
    const result = await unpublishPost(permit);
    return result.ok ? done(locale, id, "unpublished", result.slug) : refuse(result.reason);
  },
});
