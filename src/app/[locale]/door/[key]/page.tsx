import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { DoorApp } from "@/features/door/components/door-app";
import { doorAppWords } from "@/features/door/components/door-app-words";
import { PlainDoor } from "@/features/door/components/plain-door";
import { canKeepDoor } from "@/features/door/policy";
import { getDoor } from "@/features/door/queries";
import { canRegisterAtDoor } from "@/features/registration/policy";
import { formatDateInSentence, formatNumericDate } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { SearchText } from "@/i18n/search-text";
import { wholeDays } from "@/i18n/time";
import { env } from "@/platform/env";
import { FlashMessage } from "@/ui/flash-message";
import { HelpLine } from "@/ui/help-line";
import { Notice } from "@/ui/notice";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { LinkOrSessionFrame } from "../../link-or-session-frame";
import { type DoorProps, readDoor } from "./read-door";

interface Props extends DoorProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readDoor(props);
  const t = await getTranslations({ locale, namespace: "Door" });
  return privateMetadata(t("title"), forum.text.title);
}

/** The door of a forum on its day. Before and after, it says in words when it is open and whom to ask, and nothing else. */
export default async function DoorPage(props: Props) {
  const { locale, key, actor, subject, forum, session, manages } = await readDoor(props);
  const permit = forum.state === "cancelled" ? null : Permit.ask(canKeepDoor, actor, subject);
  const [t, words, { text, done, people, code }, door] = await Promise.all([
    getTranslations({ locale, namespace: "Door" }),
    doorAppWords(locale),
    props.searchParams,
    permit && getDoor(permit),
  ]);
  const doorEndsAt = wholeDays(forum).until.toISOString();
  const count = Number(people) || 0;
  const days = forumDays(forum);
  const closed = forum.state === "cancelled" ? "cancelled" : subject.day === "before" ? "early" : "over";
  const registers =
    forum.registrationClosesAt !== null &&
    forum.closedAt === null &&
    Permit.ask(canRegisterAtDoor, actor, subject) !== null;
  const content = door ? (
    <PlainDoor locale={locale} doorKey={key} door={door} text={SearchText.parse(text)} registers={registers} />
  ) : (
    <>
      <Notice
        tone={closed === "early" ? "info" : "care"}
        title={t(closed === "early" ? "earlyTitle" : closed === "over" ? "overTitle" : "cancelledTitle")}
      >
        {closed === "cancelled" ? null : (
          <p>
            {days.first === days.last
              ? t(closed, { date: formatDateInSentence(locale, forum.startsAt) })
              : t(closed === "early" ? "earlyDays" : "overDays", days)}
          </p>
        )}
      </Notice>
      <HelpLine text={t("ask", { name: forum.contact.name })} contact={forum.contact} />
    </>
  );
  return (
    <LinkOrSessionFrame locale={locale} path={routes.door(locale, key)} session={session}>
      <div className="mx-auto grid w-full max-w-2xl gap-5">
        <header className="grid gap-2">
          <p className="text-ink-soft">{t("title")}</p>
          <h1 className="text-2xl sm:text-3xl" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </h1>
          {manages ? (
            <p>
              <TextLink href={routes.manage(locale, key)} className="inline-flex min-h-11 items-center">
                {t("back")}
              </TextLink>
            </p>
          ) : null}
          <FlashMessage
            done={done}
            messages={{
              arrived: t("doneArrived", { count }),
              "walk-ins": t("doneWalkIns", { count }),
              undone: t("doneUndone"),
              registered: t("doneRegistered", { count, code: `\u2066${String(code)}\u2069` }),
            }}
          />
        </header>
        {/* Also where no door opens, so that the device forgets the doors whose day is over. */}
        <DoorApp
          locale={locale}
          doorKey={key}
          endsAt={doorEndsAt}
          signedIn={session !== null}
          opens={door !== null}
          origin={new URL(env().APP_URL).origin}
          registerHref={registers ? routes.doorRegister(locale, key) : null}
          words={words}
        >
          {content}
        </DoorApp>
      </div>
    </LinkOrSessionFrame>
  );
}

/** The first and the last day of a forum, as numbers that stand in a sentence. */
function forumDays(forum: { startsAt: Date; endsAt: Date }): { first: string; last: string } {
  return {
    first: formatNumericDate(forum.startsAt),
    last: formatNumericDate(new Date(wholeDays(forum).until.getTime() - 1)),
  };
}
