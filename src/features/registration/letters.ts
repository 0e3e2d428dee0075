import "server-only";
import type { notifications as interpretation } from "@/features/interpretation/notifications";
import type { Letters, OutgoingMessage } from "@/features/notifications/letter";
import { isSpokenLanguage, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import type { notifications } from "./notifications";
import { composeForFormerAddress, composeForParty, offerLines, openOffer, openOffers } from "./party-letter";
import { findOffer, type OfferView } from "./queries";

/** The offer that a message was written about, if anything of it is left. */
async function offerOf({ subjectId }: OutgoingMessage): Promise<OfferView | null> {
  return subjectId ? findOffer(subjectId) : null;
}

/** The own name of the language that a message on interpretation is about. */
const nameOf = (language: string | null) => (isSpokenLanguage(language) ? SPOKEN_LANGUAGES[language].name : "");

export const letters: Letters<keyof typeof notifications | Exclude<keyof typeof interpretation, `staff_${string}`>> = {
  registration_confirmed: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      return { subject: t("confirmedSubject", { title }), text: t("confirmedText"), details: openOffers(context) };
    }),

  registration_waiting: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      return { subject: t("waitingSubject", { title }), text: t("waitingText"), details: openOffers(context) };
    }),

  registration_promoted: (message, now) =>
    composeForParty(message, now, async (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      const about = await offerOf(message);
      // People who have a seat must not take the table for another seat.
      return about && !about.seats
        ? {
            subject: t("promotedMoreSubject", { title }),
            text: t("promotedMoreText"),
            details: offerLines(context, about),
          }
        : { subject: t("promotedSubject", { title }), text: t("promotedText"), details: openOffers(context) };
    }),

  registration_changed: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      return { subject: t("changedSubject", { title }), text: t("changedText"), details: openOffers(context) };
    }),

  registration_cancelled: (message, now) =>
    composeForParty(message, now, ({ t, ticket }) => {
      const { title } = ticket.forum.text;
      return { subject: t("cancelledSubject", { title }), text: t("cancelledText"), withdrawn: true };
    }),

  link_renewed: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      return { subject: t("linkRenewedSubject", { title }), text: t("linkRenewedText"), details: openOffers(context) };
    }),

  address_changed: (message) => composeForFormerAddress(message),

  // Appears only on the call list, in words of CallReasons; it is never written to anybody.
  address_refused: async () => null,

  offer_made: (message, now) =>
    composeForParty(message, now, async (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      const about = await offerOf(message);
      return {
        subject: t("offerSubject", { title }),
        text: t("offerText"),
        details: about ? openOffer(context, about) : [],
        asks: true,
      };
    }),

  offer_expired: (message, now) =>
    composeForParty(message, now, async (context) => {
      const { t, ticket } = context;
      const { title } = ticket.forum.text;
      const about = await offerOf(message);
      // People who have a seat must not think that it is gone.
      return about && ticket.status !== "lapsed"
        ? {
            subject: t("offerExpiredMoreSubject", { title }),
            text: t("offerExpiredMoreText"),
            details: [...offerLines(context, about), t("offerExpiredMoreAfter")],
          }
        : { subject: t("offerExpiredSubject", { title }), text: t("offerExpiredText"), details: openOffers(context) };
    }),

  interpretation_confirmed: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const language = nameOf(message.language);
      return {
        subject: t("interpretationConfirmedSubject", { language, title: ticket.forum.text.title }),
        text: t("interpretationConfirmedText", { language }),
        details: openOffers(context),
      };
    }),

  interpretation_not_available: (message, now) =>
    composeForParty(message, now, (context) => {
      const { t, ticket } = context;
      const language = nameOf(message.language);
      return {
        subject: t("interpretationNoneSubject", { language, title: ticket.forum.text.title }),
        text: t("interpretationNoneText", { language }),
        details: openOffers(context),
      };
    }),
};
