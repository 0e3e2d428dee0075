import type { ForumSessionView } from "@/features/forums/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";

/** The name of a session: its title, in the title's language, or else its room. */
export function SessionTitle({ locale, session }: { locale: Locale; session: ForumSessionView | undefined }) {
  if (session?.text) return <bdi {...languageOf(session.text.locale, locale)}>{session.text.title}</bdi>;
  return session?.room ? <bdi {...languageOf("fi", locale)}>{session.room}</bdi> : null;
}
