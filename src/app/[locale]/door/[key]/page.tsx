import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { currentLoginSession, signInPath } from "@/features/accounts/actor";
import { findDoor, mustSignIn } from "@/features/door/actor";
import { PlainDoor } from "@/features/door/components/plain-door";
import { canKeepDoor } from "@/features/door/policy";
import { getDoor } from "@/features/door/queries";
import { canManageForum } from "@/features/forums/policy";
import { findForumAtWork } from "@/features/forums/queries";
import { formatDateInSentence } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { SearchText } from "@/i18n/search-text";
import { FlashMessage } from "@/ui/flash-message";
import { HelpLine } from "@/ui/help-line";
import { Notice } from "@/ui/notice";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { LinkOrSessionFrame } from "../../link-or-session-frame";
import { localeOf } from "../../locale-params";

interface Props {
  params: Promise<{ locale: string; key: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

/**
 * The door of the key and its forum. The page is not found for keys that open nothing; users who are not signed in are
 * sent to the sign-in page, whether or not the forum exists.
 */
async function readDoor({ params }: Props) {
  const locale = await localeOf(params);
  const { key } = await params;
  const found = await findDoor(key);
  if (!found || found.actor.kind === "stranger") {
    if (await mustSignIn(key)) redirect(await signInPath(locale, routes.door(locale, key)));
    notFound();
  }
  const { actor, subject } = found;
  const isDoors = actor.kind === "link" && actor.link === "door";
  if (!isDoors && !Permit.ask(canManageForum, actor, subject)) notFound();
  const forum = await findForumAtWork(locale, subject.forumId);
  if (!forum) notFound();
  const session = actor.kind === "user" ? await currentLoginSession() : null;
  return { locale, key, actor, subject, forum, session, manages: !isDoors };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readDoor(props);
  const t = await getTranslations({ locale, namespace: "Door" });
  return privateMetadata(t("title"), forum.text.title);
}

/** The door of a forum on its day. Before and after, it says in words when it is open and whom to ask, and nothing else. */
export default async function DoorPage(props: Props) {
  const { locale, key, actor, subject, forum, session, manages } = await readDoor(props);
  const permit = forum.state === "cancelled" ? null : Permit.ask(canKeepDoor, actor, subject);
  const [t, { text, done, people }, door] = await Promise.all([
    getTranslations({ locale, namespace: "Door" }),
    props.searchParams,
    permit && getDoor(permit),
  ]);
  const count = Number(people) || 0;
  const date = formatDateInSentence(locale, forum.startsAt);
  const closed = forum.state === "cancelled" ? "cancelled" : subject.day === "before" ? "early" : "over";
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
            }}
          />
        </header>
        {door ? (
          <PlainDoor locale={locale} doorKey={key} door={door} text={SearchText.parse(text)} />
        ) : (
          <>
            <Notice
              tone={closed === "early" ? "info" : "care"}
              title={t(closed === "early" ? "earlyTitle" : closed === "over" ? "overTitle" : "cancelledTitle")}
            >
              {closed === "cancelled" ? null : <p>{t(closed, { date })}</p>}
            </Notice>
            <HelpLine text={t("ask", { name: forum.contact.name })} contact={forum.contact} />
          </>
        )}
      </div>
    </LinkOrSessionFrame>
  );
}
