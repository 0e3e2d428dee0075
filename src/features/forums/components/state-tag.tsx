import {
  CalendarClock,
  CircleCheck,
  CircleX,
  DoorOpen,
  History,
  Hourglass,
  Lock,
  type LucideIcon,
  Pencil,
} from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { Tag, type TagTone } from "@/ui/tag";
import type { ForumState } from "../rules";

const LOOKS: Record<ForumState, { tone: TagTone; icon: LucideIcon }> = {
  draft: { tone: "plain", icon: Pencil },
  open: { tone: "good", icon: CircleCheck },
  drop_in: { tone: "good", icon: DoorOpen },
  unopened: { tone: "plain", icon: CalendarClock },
  full: { tone: "care", icon: Hourglass },
  closed: { tone: "plain", icon: Lock },
  cancelled: { tone: "stop", icon: CircleX },
  past: { tone: "plain", icon: History },
};

/** A forum's state as a picture and words, and how many places are left while there are some. */
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
  const { tone, icon: Icon } = LOOKS[state];
  const label =
    state === "full"
      ? `${t("full")} · ${t("waiting")}`
      : state === "open"
        ? seatsLeft === null
          ? t("unlimited")
          : t("left", { count: seatsLeft })
        : t(state);
  return (
    <Tag tone={tone} icon={<Icon aria-hidden className="size-4 shrink-0" />}>
      {label}
    </Tag>
  );
}
