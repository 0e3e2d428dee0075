"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { defineAction, defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { canCreateForum } from "@/features/forum-planning/policy";
import { NewForumSchema } from "@/features/forum-planning/schema";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { type FormValues, type Parsed, parseWith, refuse, refuseField } from "@/ui/form-answer";
import { groupTags } from "./cache-tags";
import {
  addBreak,
  copyGroup,
  createForumOfGroup,
  createGroup,
  editGroup,
  endGroup,
  endTutor,
  hideOneself,
  linkForum,
  nameTutor,
  publishGroup,
  removeBreak,
  removeTopic,
  showOneself,
  unlinkForum,
  writeTopic,
} from "./commands";
import { backHome, permitToLead } from "./led-group";
import { canCreateGroup, canLeadGroup, canListGroups, canManageGroup, canShowOneself } from "./policy";
import { findGroupSubject } from "./queries";
import { TOPICS } from "./rules";
import {
  BreakSchema,
  EditGroupSchema,
  EndGroupSchema,
  GroupForumSchema,
  HOMES,
  LANGUAGE_BOX,
  NewGroupSchema,
  ShownSchema,
  TopicSchema,
  TutorSchema,
  tickedLanguages,
  withTickedDays,
} from "./schema";

/** The most characters of a field, for the texts of a new group. */
const LONGEST = 20_000;

/** The permit to look after a group. For another organisation's, the page is not found. */
async function permitToLookAfter({ locale, args: [id] }: { locale: Locale; args: [string, ...unknown[]] }) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.groupsAtWork(locale)));
  return permitOr404(canManageGroup, await currentActor(), (await findGroupSubject(id)) ?? notFound());
}

/** Parses a form with boxes for weekdays and for languages, of which one at least must be ticked. */
function parseWithLanguages<Output extends object>(schema: z.ZodType<Output>, needed = true) {
  return (values: FormValues): Parsed<Output & { languages: SpokenLanguage[] }> => {
    const parsed = parseWith(schema, withTickedDays(values));
    const languages = tickedLanguages(values);
    const lacking = needed && languages.length === 0 ? [{ field: `${LANGUAGE_BOX}fi`, key: "languages_needed" }] : [];
    if (!parsed.ok) return { ...parsed, errors: [...(parsed.errors ?? []), ...lacking] };
    if (lacking.length > 0) return { ok: false, errors: lacking };
    return { ok: true, input: { ...parsed.input, languages } };
  };
}

const parseNewGroup = parseWithLanguages(NewGroupSchema);
const parseGroup = parseWithLanguages(EditGroupSchema);
const parseShown = parseWithLanguages(ShownSchema, false);

/** Where an action on a part of a group leads: to the group's page at work, which says what was done. */
const done = (locale: Locale, id: string, what: string, slug: string) =>
  ({ ok: true, to: routes.workOnGroup(locale, id, { done: what }), tags: groupTags(slug) }) as const;

/** Makes a group and redirects to its page at work. */
export const createGroupAction = defineFormAction({
  errors: "GroupErrors",
  longest: LONGEST,
  async authorise({ locale }) {
    if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.newGroup(locale)));
    return permitOr404(canListGroups, await currentActor(), null);
  },
  parse: parseNewGroup,
  async run({ locale, granted: { by }, input: { organisation, ...group } }) {
    const permit = Permit.ask(canCreateGroup, by, { organisationId: organisation });
    if (!permit) return refuseField("organisation", "organisation_invalid");
    const result = await createGroup(permit, group);
    if (!result.ok) return refuseField("organisation", result.reason);
    return { ok: true, to: routes.workOnGroup(locale, result.id, { done: "created" }) };
  },
});

/** Changes everything about a group except its words. */
export const editGroupAction = defineFormAction({
  errors: "GroupErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: parseGroup,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await editGroup(permit, input);
    return result.ok ? done(locale, id, "edited", result.slug) : refuse(result.reason);
  },
});

/** Shows a draft to everybody. */
export const publishGroupAction = defineAction({
  args: [Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id], granted: permit }) {
    const result = await publishGroup(permit);
    if (!result.ok) return { ok: true, to: routes.workOnGroup(locale, id) };
    return done(locale, id, "published", result.slug);
  },
});

/** Copies a group and redirects to the form of the copy. */
export const copyGroupAction = defineAction({
  args: [Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id], granted: permit }) {
    const result = await copyGroup(permit);
    if (!result.ok) return { ok: true, to: routes.workOnGroup(locale, id, { done: result.reason }) };
    return { ok: true, to: routes.workOnGroup(locale, result.id, { done: "copied" }) };
  },
});

/** Ends a group. The first submission asks; the second does it. */
export const endGroupAction = defineFormAction({
  errors: "GroupErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: EndGroupSchema,
  async run({ locale, args: [id], granted: permit, input: { confirmed } }) {
    if (confirmed !== "yes") return refuse("end_asks", { values: { confirmed: "yes" }, alternativeSubmit: true });
    const result = await endGroup(permit);
    return result.ok ? done(locale, id, "ended", result.slug) : refuse(result.reason);
  },
});

/** Enters days on which a group does not meet. */
export const addBreakAction = defineFormAction({
  errors: "GroupErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: BreakSchema,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await addBreak(permit, input);
    if (result.ok) return done(locale, id, "paused", result.slug);
    return result.reason === "break_past" ? refuseField("lastDay", result.reason) : refuse(result.reason);
  },
});

/** Takes such days back. */
export const removeBreakAction = defineAction({
  args: [Id, Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id, breakId], granted: permit }) {
    const result = await removeBreak(permit, { id: breakId });
    return result.ok ? done(locale, id, "resumed", result.slug) : notFound();
  },
});

/** Names somebody to lead a group. */
export const nameTutorAction = defineFormAction({
  errors: "GroupErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: TutorSchema,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await nameTutor(permit, input);
    if (result.ok) return done(locale, id, "tutor", result.slug);
    return result.reason === "not_found" ? refuse(result.reason) : refuseField("email", result.reason);
  },
});

/** Somebody no longer leads a group. */
export const endTutorAction = defineAction({
  args: [Id, Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id, tutorId], granted: permit }) {
    const result = await endTutor(permit, { id: tutorId });
    return result.ok ? done(locale, id, "tutorEnded", result.slug) : notFound();
  },
});

/** A tutor agrees to what their group's page shows of them, or changes it. */
export const showOneselfAction = defineFormAction({
  errors: "GroupErrors",
  args: [z.string()],
  authorise: ({ locale, args: [slug] }) => permitToLead(canShowOneself, locale, slug),
  parse: parseShown,
  async run({ locale, args: [slug], granted: permit, input: { shownName, languages } }) {
    const result = await showOneself(permit, { shownName, languages });
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.ownGroup(locale, slug, { done: "shown" }), tags: groupTags(slug) };
  },
});

/** A tutor takes that back. */
export const hideOneselfAction = defineAction({
  args: [z.string()],
  authorise: ({ locale, args: [slug] }) => permitToLead(canShowOneself, locale, slug),
  async run({ locale, args: [slug], granted: permit }) {
    await hideOneself(permit);
    return { ok: true, to: routes.ownGroup(locale, slug, { done: "hidden" }), tags: groupTags(slug) };
  },
});

/** Links a group to a forum. */
export const linkForumAction = defineFormAction({
  errors: "GroupErrors",
  args: [Id],
  authorise: permitToLookAfter,
  parse: GroupForumSchema,
  async run({ locale, args: [id], granted: permit, input: { forum } }) {
    const result = await linkForum(permit, { slug: forum });
    if (result.ok) return done(locale, id, "linked", result.slug);
    return result.reason === "forum_unknown" ? refuseField("forum", result.reason) : refuse(result.reason);
  },
});

/** Makes a draft of a forum that is linked to the group, and redirects to the page from which it is managed. */
export const createForumOfGroupAction = defineFormAction({
  errors: "PlanErrors",
  longest: LONGEST,
  args: [Id],
  authorise: permitToLookAfter,
  parse: NewForumSchema,
  async run({ locale, granted: permit, input: { organisation, ...forum } }) {
    const { by } = permit;
    const makes = Permit.ask(canCreateForum, by, { organisationId: organisation });
    if (!makes || by.kind !== "user") return refuseField("organisation", "organisation_invalid");
    if (forum.endsAt <= forum.startsAt) return refuseField("endsAt", "ends_first");
    const contact = { name: by.name ?? by.email, email: by.email, locale };
    const result = await createForumOfGroup(permit, makes, { ...forum, contact });
    if (!result.ok) return refuseField(result.reason === "venue_invalid" ? "venue" : "organisation", result.reason);
    return { ok: true, to: routes.manage(locale, result.slug, { done: "created" }) };
  },
});

/** Takes the link to a forum back. */
export const unlinkForumAction = defineAction({
  args: [Id, Id],
  authorise: permitToLookAfter,
  async run({ locale, args: [id, forumId], granted: permit }) {
    const result = await unlinkForum(permit, { forumId });
    return result.ok ? done(locale, id, "unlinked", result.slug) : notFound();
  },
});

/** Says what a meeting is about. */
export const writeTopicAction = defineFormAction({
  errors: "GroupErrors",
  args: [z.string(), Id, z.enum(HOMES)],
  authorise: ({ locale, args: [slug] }) => permitToLead(canLeadGroup, locale, slug),
  parse: TopicSchema,
  limits: async ({ granted: { by } }) => [[TOPICS, by.id ?? ""]],
  async run({ locale, args: [slug, id, home], granted: permit, input }) {
    const result = await writeTopic(permit, { id, ...input });
    return result.ok ? backHome(locale, home, permit, slug, "topic") : refuse(result.reason);
  },
});

/** Takes that back. */
export const removeTopicAction = defineAction({
  args: [z.string(), Id, z.enum(HOMES)],
  authorise: ({ locale, args: [slug] }) => permitToLead(canLeadGroup, locale, slug),
  async run({ locale, args: [slug, id, home], granted: permit }) {
    const result = await removeTopic(permit, { id });
    return backHome(locale, home, permit, slug, result.ok ? "topicRemoved" : "over");
  },
});
