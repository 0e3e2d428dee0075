import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { Tag, type TagTone } from "@/ui/tag";
import type { PostState } from "../schema";

const TONES: Readonly<Record<PostState, TagTone>> = {
  draft: "plain",
  review: "care",
  scheduled: "info",
  published: "good",
  unpublished: "stop",
};

/** What staff decided about a post, and whether its time has come. */
export async function PostStateTag({ locale, state }: { locale: Locale; state: PostState }) {
  const t = await getTranslations({ locale });
  return <Tag tone={TONES[state]}>{t(`PostStates.${state}`)}</Tag>;
}
