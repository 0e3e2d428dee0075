import { Printer, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { StateTag } from "@/features/forums/components/state-tag";
import { canSeePeople } from "@/features/registration/policy";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { SearchText } from "@/i18n/search-text";
import { ButtonLink } from "@/ui/button-link";
import { FlashMessage } from "@/ui/flash-message";
import { TextLink } from "@/ui/text-link";
import { LinkOrSessionFrame } from "../../link-or-session-frame";
import { ManageCalls } from "./call-list";
import { ManageAttendance, ManageDoor } from "./door-sections";
import {
  ManageChanges,
  ManageGuardians,
  ManageLanguages,
  ManageMeetingLink,
  ManageNeeds,
  ManagePhotos,
  ManagePlaces,
  ManageProgramme,
  ManageSummary,
  ManageTexts,
  subjectOf,
} from "./manage-sections";
import { PlanAgain, PlanClosing, PlanDraft, PlanFlags, PlanPublished } from "./plan-sections";
import { type ManageProps, manageMetadata, readManagedForum } from "./read-managed-forum";
import { ManageResponsible } from "./responsible";
import { ManageUnreachable } from "./unreachable";

interface Props extends ManageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";
export const generateMetadata = (props: ManageProps) => manageMetadata(props, "title");

/** Where a forum is managed. For any link but a coordinator's, the page is not found. */
export default async function ManagePage(properties: Props) {
  const { locale, forumKey, actor, forum, session } = await readManagedForum(properties);
  const { done, told, find: typed, calls, guardians, photos, unreachable } = await properties.searchParams;
  const find = SearchText.parse(typed);
  const [t, people, responsibilities, words, plan, callWords, prints] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "Responsibilities" }),
    getTranslations({ locale, namespace: "Unreachable" }),
    getTranslations({ locale, namespace: "Plan" }),
    getTranslations({ locale, namespace: "Calls" }),
    getTranslations({ locale, namespace: "Prints" }),
  ]);
  const isDraft = forum.state === "draft";
  const props = { locale, forumKey, forum, actor };
  const holder = actor.kind === "link" ? actor.holder : actor.kind === "user" ? (actor.name ?? actor.email) : "";
  return (
    <LinkOrSessionFrame locale={locale} path={routes.manage(locale, forumKey)} session={session}>
      <div className="grid gap-8">
        <header className="grid gap-3">
          <p className="text-ink-soft">{t("titleFor", { holder })}</p>
          <h1 className="text-3xl" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </h1>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <StateTag locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />
            <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} />
            <bdi lang="fi">{forum.venueName}</bdi>
            {isDraft ? null : (
              <TextLink href={routes.forum(locale, forum.slug)} className="inline-flex min-h-11 items-center">
                {t("publicPage")}
              </TextLink>
            )}
          </p>
          {isDraft || Permit.ask(canSeePeople, actor, subjectOf(forum)) === null ? null : (
            <p className="flex flex-wrap gap-3">
              <ButtonLink href={routes.people(locale, forumKey)} kind="secondary">
                <UsersRound aria-hidden className="size-5" />
                {people("title")}
              </ButtonLink>
              <ManageDoor {...props} />
              <ButtonLink href={routes.prints(locale, forumKey)} kind="secondary">
                <Printer aria-hidden className="size-5" />
                {prints("title")}
              </ButtonLink>
            </p>
          )}
          <FlashMessage
            done={done}
            messages={{
              limits: t("doneLimits"),
              language: t("doneLanguage"),
              link: t("doneLink"),
              moved: t("doneMoved"),
              "session-added": t("doneSessionAdded"),
              "session-changed": t("doneSessionChanged"),
              "left-out": t("doneLeftOut"),
              cancelled: t("doneCancelled"),
              named: responsibilities("doneNamed"),
              unnamed: responsibilities("doneEnded"),
              tried: callWords("doneTried"),
              released: words("released"),
              reached: { text: words("reached"), tone: "care" },
              announced: t("doneAnnounced", { count: Number(told) || 0 }),
              created: plan("doneCreated"),
              copied: plan("doneCopied"),
              series: plan("doneSeries", { count: Number(told) || 0 }),
              looked: plan("doneLooked"),
              edited: plan("doneEdited"),
              published: plan("donePublished"),
              unpublished: plan("doneUnpublished"),
              closed: plan("doneClosed"),
            }}
          />
        </header>
        {isDraft ? (
          <>
            <PlanDraft {...props} />
            <PlanFlags {...props} />
            <ManageProgramme {...props} />
            <ManageResponsible {...props} />
            <ManageTexts {...props} />
            <ManagePlaces {...props} />
            <ManageLanguages {...props} />
            <PlanAgain {...props} />
          </>
        ) : (
          <>
            <PlanClosing {...props} />
            <ManageAttendance {...props} />
            <ManageSummary {...props} />
            <ManagePlaces {...props} />
            <ManageLanguages {...props} />
            <ManageUnreachable {...props} find={find} page={Math.trunc(Number(unreachable)) || 1} />
            <ManageCalls {...props} find={find} page={Math.trunc(Number(calls)) || 1} />
            <ManageGuardians {...props} find={find} page={Math.trunc(Number(guardians)) || 1} />
            <ManagePhotos {...props} find={find} page={photos === undefined ? null : Math.trunc(Number(photos)) || 1} />
            <ManageNeeds {...props} />
            <ManageProgramme {...props} />
            <ManageResponsible {...props} />
            <ManageMeetingLink {...props} />
            <ManageTexts {...props} />
            <PlanPublished {...props} />
            <PlanAgain {...props} />
            <ManageChanges {...props} />
          </>
        )}
      </div>
    </LinkOrSessionFrame>
  );
}
