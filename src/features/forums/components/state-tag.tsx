import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { Tag, type TagTone } from "@/ui/tag";
import type { ForumState } from "../rules";

const TONES: Record<ForumState, TagTone> = {
  draft: "plain",
  open: "good",
  drop_in: "good",
  full: "care",
  closed: "plain",
  cancelled: "stop",
  past: "plain",
};

/** What a forum's state means for the reader, and how many places are left while there are some. */
export async function StateTag({
  locale,
  state,
  seatsLeft,
}: {
  locale: Locale;
  state: ForumState;
  seatsLeft: number | null;
}) {
  const t = await getTranslations({ locale, namespace: "States" });
  if (state === "full")
    return (
      <>
        <Tag tone="care">{t("full")}</Tag> <Tag tone="info">{t("waiting")}</Tag>
      </>
    );
  const label = state === "open" ? (seatsLeft === null ? t("unlimited") : t("left", { count: seatsLeft })) : t(state);
  return <Tag tone={TONES[state]}>{label}</Tag>;
}
