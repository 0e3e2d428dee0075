import { ADMINISTRATORS, type FeatureAccess, INVITERS, LEAD, LEADERS, TUTOR } from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** A group of the organisation of the tests' visitors with its meeting, and one of another organisation. */
export const OWN_GROUP = "01900000-0000-7000-8000-00000000c0a1";
export const OWN_MEETING = "01900000-0000-7000-8000-00000000c0b1";
export const OTHER_GROUP = "01900000-0000-7000-8000-00000000c0a2";
export const OTHER_MEETING = "01900000-0000-7000-8000-00000000c0b2";

/** A group of the same organisation that tests look at and nobody changes, with a meeting, a request and a call. */
export const SEEN_GROUP = { id: "01900000-0000-7000-8000-00000000c0a5", slug: "katsottava-ryhma" } as const;
export const SEEN_MEETING = "01900000-0000-7000-8000-00000000c0b5";
export const SEEN_REQUEST = "01900000-0000-7000-8000-00000000c0c5";
export const SEEN_GROUP_CALL = "01900000-0000-7000-8000-00000000c0d5";

/** A coming meeting of the demo's group in Kontula, to which people just come. */
export const COMING_MEETING = "01900000-0000-7000-8000-00000000c0b3";

/** The addresses of the same two for those who lead them. */
export const LED_GROUP = "/fi/work/own-groups/oma-ryhma";
export const OTHER_LED_GROUP = "/fi/work/own-groups/toisten-ryhma";
/** Somebody who asks to come to each; and another to the first, the last in its list, who may get any answer. */
export const OWN_REQUEST = "01900000-0000-7000-8000-00000000c0c1";
export const OTHER_REQUEST = "01900000-0000-7000-8000-00000000c0c2";
export const ANSWERED_REQUEST = "01900000-0000-7000-8000-00000000c0c3";
/** A call to each. */
export const OWN_GROUP_CALL = "01900000-0000-7000-8000-00000000c0d1";
export const OTHER_GROUP_CALL = "01900000-0000-7000-8000-00000000c0d2";

const path = `/fi/work/groups/${OWN_GROUP}`;
const other = `/fi/work/groups/${OTHER_GROUP}`;
const onPage = { may: INVITERS, path };

/** A page of those who lead a group. */
const led = (page: string) => ({
  ...{ path: `${LED_GROUP}${page}`, may: LEADERS },
  ...{ other: `${OTHER_LED_GROUP}${page}`, mayOther: ADMINISTRATORS },
});

export const access: FeatureAccess = {
  permissions: {
    list_groups: { own: null, may: INVITERS },
    create_group: {
      own: { organisationId: OWN.organisationId },
      may: INVITERS,
      other: { organisationId: OTHER.organisationId },
      mayOther: ADMINISTRATORS,
    },
    manage_group: { ...LEAD, may: INVITERS },
    lead_group: LEAD,
    show_oneself: TUTOR,
  },
  pages: {
    "/work/groups": { path: "/fi/work/groups", may: INVITERS },
    "/work/groups/new": { path: "/fi/work/groups/new", may: INVITERS },
    "/work/own-groups/[slug]": { path: LED_GROUP, may: LEADERS, other: OTHER_LED_GROUP, mayOther: ADMINISTRATORS },
    "/work/own-groups/[slug]/requests": led("/requests"),
    "/work/own-groups/[slug]/requests/[member]": {
      ...led(`/requests/${OWN_REQUEST}`),
      other: `${OTHER_LED_GROUP}/requests/${OTHER_REQUEST}`,
    },
    "/work/own-groups/[slug]/members": led("/members"),
    "/work/own-groups/[slug]/members/new": led("/members/new"),
    "/work/own-groups/[slug]/calls": led("/calls"),
    "/work/own-groups/[slug]/calls/[call]": {
      ...led(`/calls/${OWN_GROUP_CALL}`),
      other: `${OTHER_LED_GROUP}/calls/${OTHER_GROUP_CALL}`,
    },
    "/work/own-groups/[slug]/shown": {
      path: `${LED_GROUP}/shown`,
      may: ["peer_tutor"],
      other: `${OTHER_LED_GROUP}/shown`,
      mayOther: [],
    },
    "/work/groups/[id]": { path, may: INVITERS, other, mayOther: ADMINISTRATORS },
    "/work/groups/[id]/edit": {
      path: `${path}/edit`,
      may: INVITERS,
      other: `${other}/edit`,
      mayOther: ADMINISTRATORS,
    },
    "/work/groups/[id]/preview": {
      path: `${path}/preview`,
      may: INVITERS,
      other: `${other}/preview`,
      mayOther: ADMINISTRATORS,
    },
    "/work/groups/[id]/meetings/[meeting]/forum": {
      path: `${path}/meetings/${OWN_MEETING}/forum`,
      may: INVITERS,
      other: `${other}/meetings/${OTHER_MEETING}/forum`,
      mayOther: ADMINISTRATORS,
    },
    "/work/groups/[id]/meetings/[meeting]": {
      path: `${path}/meetings/${OWN_MEETING}`,
      may: INVITERS,
      other: `${other}/meetings/${OTHER_MEETING}`,
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    createForumOfGroupAction: { may: INVITERS, path: `${path}/meetings/${OWN_MEETING}/forum` },
    welcomeMemberAction: { may: LEADERS, path: `${LED_GROUP}/requests` },
    putOnWaitingListAction: { may: LEADERS, path: `${LED_GROUP}/requests` },
    removeMemberAction: { may: LEADERS, path: `${LED_GROUP}/members` },
    pointElsewhereAction: { may: LEADERS, path: `${LED_GROUP}/requests/${ANSWERED_REQUEST}` },
    writeDownMemberAction: { may: LEADERS, path: `${LED_GROUP}/members/new` },
    groupCalledAction: { may: LEADERS, path: `${LED_GROUP}/calls` },
    noteGroupTryAction: { may: LEADERS, path: `${LED_GROUP}/calls/${OWN_GROUP_CALL}` },
    showOneselfAction: { may: ["peer_tutor"], path: `${LED_GROUP}/shown`, seenBy: "peer_tutor" },
    hideOneselfAction: { may: ["peer_tutor"], path: `${LED_GROUP}/shown`, seenBy: "peer_tutor" },
    createGroupAction: { may: INVITERS, path: "/fi/work/groups/new" },
    editGroupAction: { may: INVITERS, path: `${path}/edit` },
    publishGroupAction: onPage,
    copyGroupAction: onPage,
    endGroupAction: onPage,
    addBreakAction: onPage,
    removeBreakAction: onPage,
    nameTutorAction: onPage,
    endTutorAction: onPage,
    linkForumAction: onPage,
    unlinkForumAction: onPage,
  },
};
