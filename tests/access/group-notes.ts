import { type FeatureAccess, TUTOR } from "../support/access";
import { LED_GROUP, OTHER_LED_GROUP } from "./groups";

const onPage = { may: ["peer_tutor"], path: `${LED_GROUP}/notes`, seenBy: "peer_tutor" } as const;

export const access: FeatureAccess = {
  permissions: { write_group_notes: TUTOR },
  pages: {
    "/work/own-groups/[slug]/notes": {
      path: `${LED_GROUP}/notes`,
      may: ["peer_tutor"],
      other: `${OTHER_LED_GROUP}/notes`,
      mayOther: [],
    },
  },
  actions: { writeGroupNoteAction: onPage, removeGroupNoteAction: onPage },
};
