import { CircleCheck, History, Hourglass, type LucideIcon, Moon, Pencil } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { Tag, type TagTone } from "@/ui/tag";
import type { GroupState } from "../rules";

const LOOKS: Record<GroupState, { tone: TagTone; icon: LucideIcon }> = {
  draft: { tone: "plain", icon: Pencil },
  open: { tone: "good", icon: CircleCheck },
  full: { tone: "care", icon: Hourglass },
  paused: { tone: "info", icon: Moon },
  ended: { tone: "plain", icon: History },
};

/** A group's state as a picture and words. */
export async function GroupStateTag({ locale, state }: { locale: Locale; state: GroupState }) {
  const t = await getTranslations({ locale });
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <Tag tone={tone} icon={<Icon aria-hidden className="size-4 shrink-0" />}>
      {t(`GroupStates.${state}`)}
    </Tag>
  );
}
