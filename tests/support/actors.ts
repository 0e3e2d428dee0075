import type { Actor, Role } from "@/features/access/schema";
import { ROLES } from "@/features/access/schema";

/** Ids for tests of policies. */
export const OWN = {
  forumId: "own-forum",
  organisationId: "own-organisation",
  userId: "own-user",
  itemId: "own-text",
  sessionId: "own-session",
  groupId: "own-group",
};
export const OTHER = {
  forumId: "other-forum",
  organisationId: "other-organisation",
  userId: "other-user",
  itemId: "other-text",
  sessionId: "other-session",
  groupId: "other-group",
};

function user(roles: readonly Role[], more: Partial<Extract<Actor, { kind: "user" }>> = {}): Actor {
  return {
    kind: "user",
    id: OWN.userId,
    email: "own@example.org",
    name: null,
    roles,
    organisationIds: [],
    forumIds: [],
    forumSessionIds: [],
    hostedSessionIds: [],
    ledGroupIds: [],
    cleared: true,
    trace: null,
    ...more,
  };
}

const link = (kind: "helper" | "coordinator" | "door", forumId: string | null): Actor => ({
  kind: "link",
  id: "link",
  link: kind,
  holder: "Testaaja",
  forumId,
  trace: null,
});

/** A link to translate one text, or all of a forum, into Somali. */
const translatorLink = (of: { forumId: string } | { itemId: string }): Actor => ({
  ...{ kind: "link", id: "link", link: "translator", holder: "Testaaja", language: "so", trace: null },
  ...{ forumId: null, itemId: null, ...of },
});

/** All actors that policies tell apart. Those with a role work for their own organisation, look after their own forum and lead their own group. */
export const ACTORS = {
  stranger: { kind: "stranger", id: null, trace: null },
  participant: user([]),
  ...(Object.fromEntries(
    ROLES.map((role) => [
      role,
      user([role], {
        organisationIds: [OWN.organisationId],
        forumIds: [OWN.forumId],
        forumSessionIds: [OWN.sessionId],
        hostedSessionIds: [OWN.sessionId],
        ledGroupIds: [OWN.groupId],
      }),
    ]),
  ) as Record<Role, Actor>),
  "administrator without second factor": user(["administrator"], { cleared: false }),
  "helper's link": link("helper", null),
  "helper's link for own forum": link("helper", OWN.forumId),
  "coordinator's link": link("coordinator", OWN.forumId),
  "door link": link("door", OWN.forumId),
  "preview link for own text": {
    ...{
      kind: "link",
      id: "link",
      link: "preview",
      holder: "Testaaja",
      forumId: null,
      itemId: OWN.itemId,
      trace: null,
    },
  },
  "translator's link for own text": translatorLink({ itemId: OWN.itemId }),
  "translator's link for own forum": translatorLink({ forumId: OWN.forumId }),
} satisfies Record<string, Actor>;

export type ActorName = keyof typeof ACTORS;
export const ACTOR_NAMES = Object.keys(ACTORS) as ActorName[];
