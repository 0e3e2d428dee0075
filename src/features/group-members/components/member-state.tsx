import { CircleCheck, CircleX, DoorOpen, Hourglass, MailCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import type { OwnMemberView } from "../queries";
import type { MemberStatus } from "../schema";

/** What each status is called, what it means, and the picture beside it. */
const STATES = {
  asked: { title: "askedTitle", text: "askedText", icon: MailCheck, tone: "bg-cloudberry-soft text-on-cloudberry" },
  waiting: {
    title: "waitingTitle",
    text: "waitingText",
    icon: Hourglass,
    tone: "bg-cloudberry-soft text-on-cloudberry",
  },
  member: { title: "memberTitle", text: "memberText", icon: CircleCheck, tone: "bg-moss text-on-moss" },
  pointed: { title: "pointedTitle", text: "pointedText", icon: CircleX, tone: "bg-surface" },
  left: { title: "leftTitle", text: "leftText", icon: DoorOpen, tone: "bg-surface" },
} as const satisfies Record<MemberStatus, object>;

/** The heading of somebody's page. */
export async function stateTitle(locale: Locale, { status }: Pick<OwnMemberView, "status">): Promise<string> {
  const t = await getTranslations({ locale, namespace: "GroupMember" });
  return t(STATES[status].title);
}

/** What has become of somebody's request, in plain words, with the group that the tutor suggested instead, if any. */
export async function MemberState({ locale, member }: { locale: Locale; member: OwnMemberView }) {
  const t = await getTranslations({ locale, namespace: "GroupMember" });
  const { group, pointedTo, status } = member;
  const { title, text, icon: Icon, tone } = STATES[status];
  return (
    <header className={`grid gap-3 rounded-card border border-line p-5 sm:p-6 ${tone}`}>
      <h1 className="flex items-start gap-3 text-2xl sm:text-3xl">
        <Icon aria-hidden className="mt-0.5 size-8 shrink-0" />
        {t(title)}
      </h1>
      <p className="font-display text-xl font-bold" {...languageOf(group.text.locale, locale)}>
        <Terms locale={group.text.locale}>{group.text.title}</Terms>
      </p>
      <p>
        <bdi className="font-semibold">{member.name}</bdi>
      </p>
      <p>{t(text)}</p>
      {group.state === "ended" ? <p>{t("endedText")}</p> : null}
      {status === "pointed" && pointedTo ? (
        <p>
          {t("pointedOther")}{" "}
          <Link
            href={routes.group(locale, pointedTo.slug)}
            className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
            {...languageOf(pointedTo.locale, locale)}
          >
            <Terms locale={pointedTo.locale}>{pointedTo.title}</Terms>
          </Link>
        </p>
      ) : null}
    </header>
  );
}
