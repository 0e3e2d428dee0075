import { routes } from "@/i18n/routes";
import {
  ADMINISTRATORS,
  type FeatureAccess,
  MANAGE,
  MANAGERS,
  OTHER_SLUG,
  OWN_SLUG,
  VISITORS,
} from "../support/access";
import { DOOR_SLUG } from "./registration";

export const access: FeatureAccess = {
  permissions: {
    keep_door: {
      own: { ...MANAGE.own, day: "on" },
      may: [...MANAGE.may, "door link"],
      other: { ...MANAGE.other, day: "on" },
      mayOther: ADMINISTRATORS,
    },
    give_door_link: { ...MANAGE, may: MANAGERS },
    see_attendance: MANAGE,
  },
  pages: {
    // Shown by a phone without a network; it says nothing of any forum.
    "/door": { path: "/fi/door", may: VISITORS },
    "/door/[key]/register": { path: routes.doorRegister("fi", DOOR_SLUG), may: MANAGERS },
    // No page: devices send to it.
    "/door/[key]/log": { path: routes.doorLog("fi", DOOR_SLUG), may: [] },
    "/manage/[forumKey]/door-link": {
      path: routes.doorLink("fi", OWN_SLUG),
      may: MANAGERS,
      other: routes.doorLink("fi", OTHER_SLUG),
      mayOther: ADMINISTRATORS,
    },
    "/door/[key]": {
      path: routes.door("fi", DOOR_SLUG),
      may: MANAGERS,
      other: routes.door("fi", OTHER_SLUG),
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    noteArrivalAction: { may: MANAGERS, path: routes.door("fi", DOOR_SLUG, { text: "DFE4X" }) },
    countWalkInsAction: { may: MANAGERS, path: routes.door("fi", DOOR_SLUG) },
    registerArrivalsAction: { may: MANAGERS, path: routes.doorRegister("fi", DOOR_SLUG) },
    giveDoorLinkAction: { may: MANAGERS, path: routes.doorLink("fi", OWN_SLUG) },
    undoEntryAction: { may: MANAGERS, path: routes.door("fi", DOOR_SLUG) },
  },
};
