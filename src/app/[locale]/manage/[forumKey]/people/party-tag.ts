import "server-only";
import { getTranslations } from "next-intl/server";
import type { PARTY_STATES } from "@/features/registration/people/schema";
import type { Locale } from "@/i18n/locales";
import type { TagTone } from "@/ui/tag";

type State = (typeof PARTY_STATES)[number];

const TONES = {
  confirmed: "good",
  offered: "care",
  waiting: "care",
  lapsed: "plain",
  cancelled: "stop",
} as const satisfies Record<State, TagTone>;

/** The words and the tone for a party's status on staff pages. */
export async function partyTag(locale: Locale): Promise<(state: State) => { words: string; tone: TagTone }> {
  const word = await getTranslations({ locale });
  return (state) => ({ words: word(`People.states.${state}`), tone: TONES[state] });
}
