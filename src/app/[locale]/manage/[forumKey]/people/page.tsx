import { DoorOpen, UserPlus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404 } from "@/features/accounts/actor";
import { findDoorSubject } from "@/features/door/queries";
import { searchPeople } from "@/features/registration/people/queries";
import { PeopleSearchSchema } from "@/features/registration/people/schema";
import { canRegisterAtDoor, canRegisterOthers, canSeePeople } from "@/features/registration/policy";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { ButtonLink } from "@/ui/button-link";
import { Found } from "@/ui/search-form";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../link-or-session-frame";
import { Pager } from "../../../pager";
import { subjectOf } from "../manage-sections";
import { type ManageProps, readManagedForum } from "../read-managed-forum";
import { PeopleSearch, PeopleTable } from "./people-list";

interface Props extends ManageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readManagedForum(props, "people");
  const t = await getTranslations({ locale, namespace: "People" });
  const { text } = PeopleSearchSchema.parse(await props.searchParams);
  return privateMetadata(text ? `${t("title")}: ${text}` : t("title"), forum.text.title);
}

/** Everybody who has registered for a forum, with a search. */
export default async function PeoplePage(props: Props) {
  const { locale, forumKey, forum, actor, session } = await readManagedForum(props, "people");
  const permit = permitOr404(canSeePeople, actor, subjectOf(forum));
  const search = PeopleSearchSchema.parse(await props.searchParams);
  const [t, manage, door, { parties, total, people, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "Manage" }),
    findDoorSubject(forum.id),
    searchPeople(permit, search),
  ]);
  const { text, page, ...filters } = search;
  const canRegister = actor.kind === "user" && Permit.ask(canRegisterOthers, actor, { forumId: forum.id }) !== null;
  return (
    <LinkOrSessionFrame locale={locale} path={routes.people(locale, forumKey)} session={session}>
      <div className="grid gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <p className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <TextLink href={routes.manage(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {manage("back")}
            </TextLink>
            {canRegister && (forum.state === "open" || forum.state === "full") ? (
              <ButtonLink href={routes.registerOthers(locale, "own", forum.slug)} kind="secondary">
                <UserPlus aria-hidden className="size-5" />
                {t("register")}
              </ButtonLink>
            ) : null}
            {door && forum.state !== "cancelled" && Permit.ask(canRegisterAtDoor, actor, door) ? (
              <ButtonLink href={routes.doorRegister(locale, forumKey)} kind="secondary">
                <DoorOpen aria-hidden className="size-5" />
                {t("registerAtDoor")}
              </ButtonLink>
            ) : null}
          </p>
        </header>
        <PeopleSearch locale={locale} forumKey={forumKey} forum={forum} search={search} />
        <Found text={text}>{t("count", { parties: total, people })}</Found>
        {parties.length > 0 ? (
          <PeopleTable locale={locale} forumKey={forumKey} forum={forum} parties={parties} />
        ) : (
          <p>{t("nobody")}</p>
        )}
        <Pager
          locale={locale}
          page={page}
          pages={pages}
          at={(wanted) => routes.people(locale, forumKey, { text, ...filters, page: wanted })}
        />
      </div>
    </LinkOrSessionFrame>
  );
}
