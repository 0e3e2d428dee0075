import { Mail, MessageCircleQuestion, Phone } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatNumericDate } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Tag } from "@/ui/tag";
import type { MemberView } from "../queries";

/**
 * Somebody in a group as those who lead it see them: what they wish to be called, what they speak and would like to ask, and the
 * ways to reach them, large enough for a thumb.
 */
export async function MemberCard({
  locale,
  member,
  position,
  refused,
  level = 3,
  children,
}: {
  locale: Locale;
  member: MemberView;
  /** Their number on the waiting list. */
  position?: number;
  /** Why what was tried with them could not be done, as `answerRefusal` says it. */
  refused?: string | undefined;
  /** Of the heading with their name. */
  level?: 2 | 3;
  /** What can be done with them. */
  children?: ReactNode;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  const t = await getTranslations({ locale, namespace: "GroupPeople" });
  const { name, dir } = SPOKEN_LANGUAGES[member.spokenLanguage];
  const spoken = await getTranslations({ locale, namespace: "SpokenLanguages" });
  const translated = spoken(member.spokenLanguage);
  const words: Readonly<Record<string, string>> = {
    full: t("refused_full"),
    answered: t("refused_answered"),
    gone: t("refused_gone"),
    ended: t("refused_ended"),
    group_unknown: t("refused_group_unknown"),
  };
  return (
    <article
      id={`who-${member.id}`}
      tabIndex={-1}
      className="grid scroll-mt-6 gap-3 rounded-card border border-line bg-surface p-4 shadow-card"
    >
      <header className="grid gap-1.5">
        <Heading className="flex items-baseline gap-2.5 text-xl">
          {position === undefined ? null : (
            <span className="inline-flex size-8 shrink-0 items-center justify-center self-center rounded-full bg-moss text-base text-on-moss">
              <span className="sr-only">{t("position")} </span>
              {position}
            </span>
          )}
          <bdi className="min-w-0 wrap-anywhere">{member.name}</bdi>
        </Heading>
        <p className="flex flex-wrap gap-1.5">
          <Tag tone="good" lang={member.spokenLanguage} dir={dir} more={translated === name ? undefined : translated}>
            {name}
          </Tag>
          {member.ageGroup === "adult" ? null : <Tag>{t(member.ageGroup)}</Tag>}
          {member.unreachable ? <Tag tone="care">{t("unreachable")}</Tag> : null}
        </p>
        <p className="text-sm text-ink-soft">
          {t("asked", { date: formatNumericDate(member.createdAt) })}
          {member.helper ? (
            <>
              {" · "}
              {t("writtenBy", { name: `\u2068${member.helper}\u2069` })}
            </>
          ) : null}
        </p>
      </header>
      {member.question ? (
        <p className="flex gap-2">
          <MessageCircleQuestion aria-hidden className="mt-0.5 size-5 shrink-0 text-spruce" />
          <span className="sr-only">{t("asks")}: </span>
          <bdi dir="auto" className="wrap-anywhere">
            {member.question}
          </bdi>
        </p>
      ) : null}
      <MemberContact locale={locale} member={member} />
      {refused ? (
        <div role="alert">
          <Notice tone="stop">{words[refused] ?? words.answered}</Notice>
        </div>
      ) : null}
      {children}
    </article>
  );
}

/** How to reach somebody: buttons that call and write, and what they wish for. */
async function MemberContact({ locale, member }: { locale: Locale; member: MemberView }) {
  const t = await getTranslations({ locale, namespace: "GroupPeople" });
  const { phone, email, guardianContact } = member;
  const ways = { read: t("way_read"), listen: t("way_listen"), call: t("way_call") };
  return (
    <div className="grid gap-2">
      <p className="text-sm">
        {phone || email ? ways[member.contactWay] : t("way_none")}
        {" · "}
        <bdi lang={member.messageLocale}>{LOCALES[member.messageLocale].name}</bdi>
      </p>
      {phone || email ? (
        <p className="flex flex-wrap gap-2">
          {phone ? (
            <a href={`tel:${phone}`} className={buttonClass("secondary")}>
              <Phone aria-hidden className="size-5 shrink-0" />
              <span className="sr-only">{t("call", { name: `\u2068${member.name}\u2069` })}: </span>
              <bdi dir="ltr">{phone}</bdi>
            </a>
          ) : null}
          {email ? (
            <a href={`mailto:${email}`} className={buttonClass("secondary", "max-w-full")}>
              <Mail aria-hidden className="size-5 shrink-0" />
              <span className="sr-only">{t("write", { name: `\u2068${member.name}\u2069` })}: </span>
              <bdi dir="ltr" className="break-all">
                {email}
              </bdi>
            </a>
          ) : null}
        </p>
      ) : null}
      {guardianContact ? (
        <p className="text-sm">
          {t("guardian")}: <bdi dir="ltr">{guardianContact}</bdi>
        </p>
      ) : null}
    </div>
  );
}
