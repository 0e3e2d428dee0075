import "server-only";
import { createTranslator } from "use-intl/core";
import { composeLetter, type Letters, mailWords } from "@/features/notifications/letter";
import { formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import type { notifications } from "./notifications";
import { findForumTitle, findSessionTitle, listGiven } from "./queries";

async function words(locale: Locale) {
  const messages = await loadMessages(locale);
  return {
    t: createTranslator({ locale, messages, namespace: "Responsibilities" }),
    kinds: createTranslator({ locale, messages, namespace: "ResponsibilityKinds" }),
    common: await mailWords(locale),
  };
}

export const letters: Letters<keyof typeof notifications> = {
  /** Everything that one act gave somebody to look after; nothing if they no longer have any of it. */
  staff_responsibility_given: async ({ locale, subjectId }, now) => {
    const given = subjectId ? await listGiven(subjectId, locale, now) : [];
    const [first] = given;
    if (!first) return null;
    const { t, kinds, common } = await words(locale);
    const { title, locale: titleLocale = locale } = first.forum;
    // Whoever was named to host one session gets to its page at once; everybody else finds everything on their work page.
    const { kind, session } = first;
    const link =
      given.length === 1 && kind === "hosts" && session
        ? { href: routes.sessionPeople(locale, session.id), label: t("openSession") }
        : { href: routes.work(locale), label: t("openWork") };
    return composeLetter(t("givenSubject", { title }), {
      locale,
      title,
      titleLocale,
      paragraphs: [t("givenText")],
      facts: given.map((responsibility) => ({
        label: kinds(responsibility.kind),
        value: [
          responsibility.forum.title === title ? null : responsibility.forum.title,
          responsibility.session?.title,
          formatWhen(locale, responsibility.session ?? responsibility.forum),
          responsibility.forum.venueName,
          responsibility.session?.room,
        ]
          .filter(Boolean)
          .join(" · "),
      })),
      link: { ...link, href: `${env().APP_URL}${link.href}` },
      contact: t("givenAsk"),
      why: common("whyResponsible"),
    });
  },

  /** Tells somebody that they no longer look after a forum or a session. */
  staff_responsibility_ended: async ({ locale, forumId, subjectId }) => {
    const forum = forumId && (await findForumTitle(forumId, locale));
    if (!forum) return null;
    const { t, common } = await words(locale);
    const { title, locale: titleLocale = locale } = forum;
    const part = subjectId && (await findSessionTitle(subjectId, locale));
    return composeLetter(t("endedSubject", { title }), {
      locale,
      title,
      titleLocale,
      paragraphs: [t(subjectId ? "endedPartText" : "endedText")],
      facts: [
        { label: common("when"), value: formatWhen(locale, forum) },
        ...(part ? [{ label: t("part"), value: part }] : []),
      ],
      link: { href: `${env().APP_URL}${routes.work(locale)}`, label: t("openWork") },
      why: t("endedWhy"),
    });
  },
};
