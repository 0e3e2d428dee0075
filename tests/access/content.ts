import { ADMINISTRATORS, type FeatureAccess, MANAGE, MANAGERS } from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** A text of one's own forum, and of another's, in Somali. */
const TEXT = {
  own: { ...OWN, sourceLanguage: "fi", language: "so" },
  other: { ...OTHER, sourceLanguage: "fi", language: "so" },
  mayOther: ADMINISTRATORS,
};

export const access: FeatureAccess = {
  permissions: {
    write_text: {
      ...TEXT,
      may: [
        ...MANAGERS,
        "translator",
        "coordinator's link",
        "translator's link for own text",
        "translator's link for own forum",
      ],
    },
    publish_text: { ...TEXT, may: MANAGE.may },
    create_text: { ...TEXT, may: MANAGE.may },
  },
};
