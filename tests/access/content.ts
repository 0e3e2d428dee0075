import { routes } from "@/i18n/routes";
import { ADMINISTRATORS, type FeatureAccess, MANAGE, MANAGERS } from "../support/access";
import { OTHER, OWN } from "../support/actors";

/** A Somali text of the actor's own forum, and one of another forum. */
const TEXT = {
  own: { ...OWN, sourceLanguage: "fi", language: "so" },
  other: { ...OTHER, sourceLanguage: "fi", language: "so" },
  mayOther: ADMINISTRATORS,
};

const WRITERS = [...MANAGERS, "translator"] as const;
/** The own forum's text in the running portal. */
const ownText = (language: string) => () => routes.text("fi", process.env.PORTAL_TEXT ?? "", language);

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
    list_forum_texts: MANAGE,
    list_text_work: { own: null, may: WRITERS },
    give_text_link: { ...TEXT, may: MANAGERS },
    list_link_texts: { own: null, may: ["translator's link for own text", "translator's link for own forum"] },
    publish_text: { ...TEXT, may: MANAGE.may },
    create_text: { ...TEXT, may: MANAGE.may },
  },
  pages: {
    "/work/texts": { path: routes.texts("fi"), may: WRITERS },
    "/work/texts/[itemId]/[language]": { path: ownText("so"), may: WRITERS },
    "/work/texts/[itemId]/[language]/link": {
      path: () => routes.textLink("fi", process.env.PORTAL_TEXT ?? "", "so"),
      may: MANAGERS,
    },
  },
  actions: {
    giveTextLinkAction: { path: () => routes.textLink("fi", process.env.PORTAL_TEXT ?? "", "so"), may: MANAGERS },
    saveTextAction: { path: ownText("so"), may: WRITERS },
    restoreTextAction: { path: ownText("so"), may: WRITERS },
    publishTextAction: { path: ownText("so"), may: MANAGERS },
    // Nobody has checked that translation.
    checkTextAction: { path: ownText("sv"), may: WRITERS },
  },
};
