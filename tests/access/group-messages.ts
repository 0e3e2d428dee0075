import { ADMINISTRATORS, type FeatureAccess, LEADERS } from "../support/access";
import { LED_GROUP, OTHER_LED_GROUP, OTHER_MEETING, OWN_MEETING } from "./groups";

const onMeeting = { may: LEADERS, path: `${LED_GROUP}/changes/${OWN_MEETING}` };

export const access: FeatureAccess = {
  pages: {
    "/work/own-groups/[slug]/changes/[meeting]": {
      path: `${LED_GROUP}/changes/${OWN_MEETING}`,
      may: LEADERS,
      other: `${OTHER_LED_GROUP}/changes/${OTHER_MEETING}`,
      mayOther: ADMINISTRATORS,
    },
    "/work/own-groups/[slug]/message": {
      path: `${LED_GROUP}/message`,
      may: LEADERS,
      other: `${OTHER_LED_GROUP}/message`,
      mayOther: ADMINISTRATORS,
    },
  },
  actions: {
    cancelMeetingAction: onMeeting,
    restoreMeetingAction: onMeeting,
    moveMeetingAction: onMeeting,
    writeTopicAction: onMeeting,
    removeTopicAction: onMeeting,
    sendGroupMessageAction: { may: LEADERS, path: `${LED_GROUP}/message` },
  },
};
