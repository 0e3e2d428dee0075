import { routes } from "@/i18n/routes";
import {
  ADMINISTRATORS,
  type FeatureAccess,
  HELPERS,
  MANAGE,
  MANAGERS,
  OTHER_SLUG,
  OWN_SLUG,
  WITH_ROLE,
} from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** A party of the visitors' forum with an open offer, and a party of another forum. */
export const OWN_PARTY = "01900000-0000-7000-8000-00000000f2a1";
export const OTHER_PARTY = "01900000-0000-7000-8000-00000000f2a2";

/** A forum of today of the visitors' organisation, and a party there that waits for seats. */
export const DOOR_SLUG = "ovella";
export const DOOR_PARTY = "01900000-0000-7000-8000-00000000f2a3";

/** Something that is done for a party. */
const act = (name: string) => ({
  path: routes.actForParty("fi", OWN_SLUG, OWN_PARTY, name),
  may: MANAGERS,
  other: routes.actForParty("fi", OTHER_SLUG, OTHER_PARTY, name),
  mayOther: ADMINISTRATORS,
});

export const access: FeatureAccess = {
  permissions: {
    see_guardians: MANAGE,
    see_photo_consents: MANAGE,
    see_unreachable: MANAGE,
    release_places: MANAGE,
    see_people: MANAGE,
    act_for_party: MANAGE,
    register_at_door: {
      own: { ...MANAGE.own, day: "on" },
      may: [...MANAGE.may, "door link"],
      other: { ...MANAGE.other, day: "on" },
      mayOther: ADMINISTRATORS,
    },
    // Everybody with a role hosts the own session; who manages a forum sees all of its sessions.
    see_session_people: { own: OWN, may: [...WITH_ROLE, "coordinator's link"], other: OTHER, mayOther: ADMINISTRATORS },
    see_own_families: {
      own: { helperId: OWN.userId },
      may: HELPERS,
      other: { helperId: "link" },
      mayOther: ["helper's link", "helper's link for own forum"],
    },
    register_others: {
      own: { forumId: OWN.forumId },
      may: [...HELPERS, "helper's link", "helper's link for own forum"],
      other: { forumId: OTHER.forumId },
      mayOther: [...HELPERS, "helper's link"],
    },
  },
  pages: {
    "/helpers/[link]": { path: "/fi/helpers/own", may: HELPERS },
    "/helpers/[link]/[slug]": { path: "/fi/helpers/own/apu", may: HELPERS },
    "/work/sessions/[sessionId]": {
      path: () => routes.sessionPeople("fi", process.env.PORTAL_SESSION ?? ""),
      may: WITH_ROLE,
      other: () => routes.sessionPeople("fi", process.env.PORTAL_OTHER_SESSION ?? ""),
      mayOther: ADMINISTRATORS,
    },
    "/manage/[forumKey]/people": {
      path: routes.people("fi", OWN_SLUG),
      may: MANAGERS,
      other: routes.people("fi", OTHER_SLUG),
      mayOther: ADMINISTRATORS,
    },
    "/manage/[forumKey]/people/[party]": {
      path: routes.party("fi", OWN_SLUG, OWN_PARTY),
      may: MANAGERS,
      other: routes.party("fi", OTHER_SLUG, OTHER_PARTY),
      mayOther: ADMINISTRATORS,
    },
    "/manage/[forumKey]/people/[party]/[act]": act("cancel"),
    "/manage/[forumKey]/print/[sheet]": {
      path: routes.print("fi", OWN_SLUG, "door"),
      may: MANAGERS,
      other: routes.print("fi", OTHER_SLUG, "door"),
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    registerOthersAction: { may: HELPERS, path: "/fi/helpers/own/apu" },
    releasePlacesAction: { may: MANAGERS, path: `/fi/manage/${OWN_SLUG}` },
    cancelForPartyAction: { may: MANAGERS, path: act("cancel").path },
    answerForPartyAction: { may: MANAGERS, path: act("accept").path },
    confirmPartyAction: { may: MANAGERS, path: routes.actForParty("fi", DOOR_SLUG, DOOR_PARTY, "confirm") },
    moveToTableAction: { may: MANAGERS, path: act("move").path },
  },
};
