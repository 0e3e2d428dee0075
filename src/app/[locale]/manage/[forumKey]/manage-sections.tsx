import "server-only";
import {
  Ban,
  BookOpenText,
  CalendarClock,
  CameraOff,
  ChevronDown,
  Languages,
  ListTree,
  Megaphone,
  Ticket,
  UserRoundCheck,
  Utensils,
  Video,
} from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Permit } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { getCapacity } from "@/features/capacity/queries";
import { placesLeft } from "@/features/capacity/rules";
import { TextProgress } from "@/features/content/components/text-progress";
import { canGiveTextLink, canListForumTexts, canListTextWork } from "@/features/content/policy";
import { listForumTexts } from "@/features/content/queries";
import { progressOf } from "@/features/content/rules";
import { type ForumView, findOnlineUrl } from "@/features/forums/queries";
import { meetsOnline } from "@/features/forums/rules";
import { listForumLanguages } from "@/features/interpretation/queries";
import { canCountNeeds } from "@/features/privacy/policy";
import { countNeeds } from "@/features/privacy/queries";
import { NoPhotos } from "@/features/registration/components/no-photos";
import { canSeeGuardians, canSeePhotoConsents } from "@/features/registration/policy";
import { listGuardians, listPhotoConsents } from "@/features/registration/queries";
import { formatNumericDate, formatNumericDateTime, formatTimeRange } from "@/i18n/formatting";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { languageOf, OwnName } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { type ButtonKind, buttonClass } from "@/ui/button";
import { CountTiles } from "@/ui/count-tiles";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Table } from "@/ui/table";
import { TextLink } from "@/ui/text-link";
import { LanguageForStaff } from "../../language-for-staff";
import { Pager } from "../../pager";
import { SessionTitle } from "../../session-title";
import { CrowdSearch, partOf } from "./crowd-search";
import { poolNames } from "./pool-names";

/** What every section of the page needs: the forum, and who looks at it. Each section asks its own policy. */
export interface ManageProps {
  locale: Locale;
  /** The page's key: a coordinator's link, or the forum's slug for signed-in users. */
  forumKey: string;
  forum: ForumView;
  actor: Actor;
}

/** A list of parties: its search, and the page shown. */
export interface CrowdProps<Page = number> extends ManageProps {
  find: string;
  page: Page;
}

export const subjectOf = (forum: ForumView) => ({ forumId: forum.id, organisationId: forum.organisation.id });

/** What staff want to know first: places taken, people waiting, and when the next interpreter must be ordered. */
export async function ManageSummary({ locale, forum }: ManageProps) {
  const [t, { limits, taken, waiting }, languages] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getCapacity(forum.id),
    listForumLanguages(forum.id),
  ]);
  const orders = languages
    .filter(
      ({ main, state, people, deadline }) => !main && state === "requested" && people > 0 && deadline > new Date(),
    )
    .map(({ deadline }) => deadline);
  const next = orders.sort((a, b) => a.getTime() - b.getTime())[0];
  const tiles = [
    {
      label: t("taken"),
      value: limits.forum === undefined ? (taken.forum ?? 0) : `${taken.forum ?? 0}/${limits.forum}`,
    },
    { label: t("waiting"), value: waiting.forum ?? 0 },
    { label: t("orderBy"), value: next ? formatNumericDate(next) : "–" },
  ];
  return <CountTiles tiles={tiles} />;
}

/** How many places there are, taken, free and waited for; and the form that sets how many there are. */
export async function ManagePlaces({ locale, forumKey, forum }: ManageProps) {
  const [t, places, names] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getCapacity(forum.id),
    poolNames(locale, forum),
  ]);
  const { limits, taken, waiting } = places;
  const hasChildcare = forum.childcareCapacity !== null;
  const shown = names.filter(({ pool }) =>
    pool === "childcare" ? hasChildcare : !pool.startsWith("role:") || pool in limits || pool in taken,
  );
  return (
    <Section id="places" title={t("places")} icon={<Ticket aria-hidden />}>
      <Table
        caption={t("places")}
        head={[t("what"), t("limit"), t("taken"), t("free"), t("waiting")]}
        numeric={[1, 2, 3, 4]}
        rows={shown.map(({ pool, name }) => [
          name,
          limits[pool] ?? "–",
          taken[pool] ?? 0,
          placesLeft(places, pool) ?? "–",
          waiting[pool] ?? 0,
        ])}
      />
      {forum.closedAt ? null : (
        <FormLink locale={locale} forumKey={forumKey} form="limits">
          {t("changeLimits")}
        </FormLink>
      )}
    </Section>
  );
}

/** Who needs an interpreter, by language and table, the state of each, and the form to decide. */
export async function ManageLanguages({ locale, forumKey, forum }: ManageProps) {
  const [t, states, languages] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "LanguageStates" }),
    listForumLanguages(forum.id),
  ]);
  const sessions = new Map(forum.sessions.map((session) => [session.id, session]));
  return (
    <Section id="languages" title={t("languages")} icon={<Languages aria-hidden />}>
      <p>{t("languagesHint")}</p>
      <Table
        caption={t("languages")}
        head={[t("language"), t("needed"), t("tables"), t("state"), t("threshold"), t("orderBy")]}
        numeric={[4]}
        rows={languages.map((row) => [
          <LanguageForStaff key="name" locale={locale} language={row.language} />,
          t("neededCount", { people: row.people, seated: String(row.seated) }),
          Object.keys(row.sessions).length > 0 ? (
            <ul key="sessions">
              {Object.entries(row.sessions).map(([id, people]) => (
                <li key={id}>
                  <SessionTitle locale={locale} session={sessions.get(id)} />: {people}
                </li>
              ))}
            </ul>
          ) : (
            "–"
          ),
          row.main ? states("main") : row.state ? states(row.state) : "–",
          row.threshold,
          formatNumericDate(row.deadline),
        ])}
      />
      {forum.closedAt ? null : (
        <FormLink locale={locale} forumKey={forumKey} form="language">
          {t("changeLanguage")}
        </FormLink>
      )}
    </Section>
  );
}

/** Whom to call if something happens to a young person. */
export async function ManageGuardians({ locale, forumKey, forum, actor, find, page }: CrowdProps) {
  const permit = Permit.ask(canSeeGuardians, actor, subjectOf(forum));
  const guardians = permit ? await listGuardians(permit) : [];
  if (guardians.length === 0) return null;
  const part = partOf(
    guardians.map((party) => ({ ...party, phone: party.contact.replace(/\D/g, "") })),
    page,
    find,
  );
  const [t, lists] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "StaffLists" }),
  ]);
  return (
    <Section id="guardians" title={t("guardians")} icon={<UserRoundCheck aria-hidden />}>
      <p>{t("guardiansHint")}</p>
      <p>{lists("guardians", { count: guardians.length })}</p>
      <CrowdSearch locale={locale} forumKey={forumKey} list="guardians" find={find} part={part} />
      <ul className="grid gap-2">
        {part.shown.map(({ code, names, contact, photos }) => (
          <li key={code}>
            <span className="font-semibold">
              <Names locale={locale} names={names} />
            </span>{" "}
            · <bdi dir="ltr">{code}</bdi> · <bdi dir="ltr">{contact}</bdi>{" "}
            {photos ? null : <NoPhotos locale={locale} />}
          </li>
        ))}
      </ul>
      <Pager
        locale={locale}
        label={t("guardians")}
        heading="guardians"
        page={part.page}
        pages={part.pages}
        at={(guardians) => routes.manage(locale, forumKey, { find: find || undefined, guardians })}
      />
    </Section>
  );
}

/** Who must not be in photos, for the photographer. */
export async function ManagePhotos({ locale, forumKey, forum, actor, find, page }: CrowdProps<number | null>) {
  const permit = Permit.ask(canSeePhotoConsents, actor, subjectOf(forum));
  if (!permit || forum.state === "cancelled") return null;
  const [t, { agreed, refused }] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    listPhotoConsents(permit),
  ]);
  const part = partOf(
    refused.map((party) => ({ ...party, phone: null })),
    page ?? 1,
    find,
  );
  return (
    <Section id="photos" title={t("photos")} icon={<CameraOff aria-hidden />}>
      <p>{t("photosHint", { count: agreed })}</p>
      {refused.length > 0 ? (
        <details open={page !== null || find !== ""} className="fold rounded-field border-2 border-line bg-surface">
          <summary className="flex min-h-12 list-none items-center px-4 py-2 font-semibold text-spruce">
            {t("photosRefused", { count: refused.flatMap(({ names }) => names).length })}
          </summary>
          <div className="grid gap-2 px-4 pb-3 empty:hidden">
            <CrowdSearch locale={locale} forumKey={forumKey} list="photos" find={find} part={part} />
          </div>
          <ul className="grid gap-1 px-4 pb-4">
            {part.shown.map(({ code, names }) => (
              <li key={code}>
                <bdi dir="ltr" className="font-semibold">
                  {code}
                </bdi>{" "}
                · <Names locale={locale} names={names} />
              </li>
            ))}
          </ul>
          <div className="px-4 pb-4">
            <Pager
              locale={locale}
              label={t("photos")}
              heading="photos"
              page={part.page}
              pages={part.pages}
              at={(photos) => routes.manage(locale, forumKey, { find: find || undefined, photos })}
            />
          </div>
        </details>
      ) : null}
    </Section>
  );
}

/** Diet and access needs as numbers, for the caterer and the venue. */
export async function ManageNeeds({ locale, forum, actor }: ManageProps) {
  const permit = Permit.ask(canCountNeeds, actor, subjectOf(forum));
  if (!permit || (!forum.servesMeal && !forum.arrangesAccess)) return null;
  const [t, needs, count] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Needs" }),
    countNeeds(permit),
  ]);
  return (
    <Section id="needs" title={t("needs")} icon={<Utensils aria-hidden />}>
      <p>
        {t("needsHint", { people: count.people })} {t("asOf", { when: formatNumericDateTime(locale, new Date()) })}
      </p>
      {count.closed > 0 ? <Notice tone="care">{t("needsClosed", { people: count.closed })}</Notice> : null}
      {count.needs.length > 0 ? (
        <Table
          caption={t("needs")}
          numeric={[1]}
          head={[t("what"), t("people")]}
          rows={count.needs.map(({ need, people }) => [needs(need), people])}
        />
      ) : null}
      {count.notes.length > 0 ? (
        <ul className="list-disc ps-6">
          {count.notes.map((note) => (
            <li key={note}>
              <bdi>{note}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

/** The texts of the forum and its sessions in each language, their progress, and links to edit them. */
export async function ManageTexts({ locale, forum, actor }: ManageProps) {
  const permit = Permit.ask(canListForumTexts, actor, subjectOf(forum));
  if (!permit) return null;
  const [t, states, texts] = await Promise.all([
    getTranslations({ locale, namespace: "Texts" }),
    getTranslations({ locale, namespace: "TextStates" }),
    listForumTexts(permit),
  ]);
  const languages = [...new Set([...LOCALE_CODES, ...texts.flatMap(({ languages }) => [...languages.keys()])])];
  const progress = progressOf(
    texts.flatMap(({ sourceLanguage, languages: found }) =>
      languages
        .filter((language) => language !== sourceLanguage)
        .map((language) => ({ language, state: found.get(language)?.state ?? ("missing" as const), count: 1 })),
    ),
  );
  const ofForum = texts.find(({ kind }) => kind === "forum");
  const given = languages.filter(
    (language) => ofForum && Permit.ask(canGiveTextLink, actor, { ...subjectOf(forum), ...ofForum, language }) !== null,
  );
  const at = Permit.ask(canListTextWork, actor, null)
    ? (query: { language?: string }) => routes.texts(locale, { forum: forum.slug, ...query })
    : undefined;
  return (
    <Section id="texts" title={t("title")} icon={<BookOpenText aria-hidden />}>
      <TextProgress locale={locale} progress={progress} at={at && ((language) => at({ language }))} />
      {at ? (
        <p>
          <Link href={at({})} className={buttonClass("secondary")}>
            {t("workOfForum")}
          </Link>
        </p>
      ) : null}
      {ofForum && given.length > 0 ? (
        <nav aria-label={t("giveLink")} className="grid gap-1">
          <p className="font-semibold">{t("giveLink")}</p>
          <ul className="flex flex-wrap gap-x-5">
            {given.map((language) => (
              <li key={language}>
                <TextLink
                  href={routes.textLink(locale, ofForum.itemId, language)}
                  className="inline-flex min-h-11 items-center"
                >
                  <OwnName language={language} locale={locale} />
                </TextLink>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      <p>{t("manageHint")}</p>
      <details className="only-folded-on-phones group grid gap-2">
        <summary className="inline-flex min-h-12 list-none items-center gap-2 font-semibold text-spruce">
          {t("oneByOne")}
          <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
        </summary>
        <Table
          caption={t("title")}
          head={[
            t("text"),
            ...languages.map((language) => <OwnName key={language} language={language} locale={locale} />),
          ]}
          brief={languages.map((_, n) => n + 1)}
          rows={texts.map(({ itemId, title, sourceLanguage, languages: found }) => [
            <bdi key="title" {...languageOf(sourceLanguage, locale)}>
              {title}
            </bdi>,
            ...languages.map((language) => {
              const edition = found.get(language);
              const words = (
                <>
                  {states(edition?.state ?? "missing")}
                  {edition && !edition.published ? ` (${t("notSeenShort")})` : null}
                </>
              );
              // A coordinator's link opens only this page.
              if (actor.kind !== "user") return words;
              return (
                <TextLink
                  key={language}
                  href={routes.text(locale, itemId, language)}
                  className="inline-flex min-h-11 items-center sm:min-h-6"
                >
                  {words}
                  <span className="sr-only">
                    : <bdi {...languageOf(sourceLanguage, locale)}>{title}</bdi>,{" "}
                    <OwnName language={language} locale={locale} />
                  </span>
                </TextLink>
              );
            }),
          ])}
        />
      </details>
    </Section>
  );
}

/** The programme ordered by time, with what runs in parallel, and links to add, change and leave out sessions. */
export async function ManageProgramme({ locale, forumKey, forum, actor }: ManageProps) {
  const [t, tracks, hosting, places] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Tracks" }),
    getTranslations({ locale, namespace: "Hosting" }),
    getCapacity(forum.id),
  ]);
  const over = forum.state === "past" || forum.state === "cancelled";
  return (
    <Section id="programme" title={t("programmeTitle")} icon={<ListTree aria-hidden />}>
      <p>{t(forum.sessions.length > 0 ? "programmeText" : "programmeNone")}</p>
      {forum.sessions.length > 0 ? (
        <Table
          caption={t("programmeTitle")}
          head={[t("leaveOutWhich"), t("sessionTime"), t("taken"), t("limit"), t("sessionTrack")]}
          numeric={[2, 3]}
          rows={forum.sessions.map((session) => {
            const title = session.text?.title ?? session.room ?? "–";
            return [
              over ? (
                title
              ) : (
                <TextLink
                  key="title"
                  href={routes.manageSession(locale, forumKey, session.id)}
                  className="inline-flex min-h-11 items-center sm:min-h-6"
                >
                  <span {...(session.text && languageOf(session.text.locale, locale))}>{title}</span>
                </TextLink>
              ),
              <span key="when">
                {formatTimeRange(locale, session)}
                {session.room ? (
                  <>
                    {" · "}
                    <bdi lang="fi">{session.room}</bdi>
                  </>
                ) : null}
                {/* The page is part of the workspace, which a coordinator's link does not open. */}
                {actor.kind === "user" ? (
                  <TextLink
                    href={routes.sessionPeople(locale, session.id)}
                    className="flex min-h-11 w-fit items-center sm:min-h-6"
                  >
                    <span>
                      {hosting("open")}
                      <span className="sr-only">
                        : <span {...languageOf(session.text?.locale ?? "fi", locale)}>{title}</span>
                      </span>
                    </span>
                  </TextLink>
                ) : null}
              </span>,
              places.taken[`session:${session.id}`] ?? 0,
              session.capacity ?? "–",
              session.track ? tracks(session.track) : "–",
            ];
          })}
        />
      ) : null}
      {over ? null : (
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Link href={routes.manageSession(locale, forumKey, "new")} className={buttonClass("secondary")}>
            {t("addSession")}
          </Link>
          {forum.sessions.length > 0 ? (
            <TextLink
              href={routes.manageForm(locale, forumKey, "programme")}
              className="inline-flex min-h-11 items-center"
            >
              {t("leaveOut")}
            </TextLink>
          ) : null}
        </p>
      )}
    </Section>
  );
}

/** Where an online forum meets, and the form that sets it. */
export async function ManageMeetingLink({ locale, forumKey, forum }: ManageProps) {
  if (!meetsOnline(forum)) return null;
  const [t, onlineUrl] = await Promise.all([getTranslations({ locale, namespace: "Manage" }), findOnlineUrl(forum.id)]);
  return (
    <Section id="link" title={t("linkTitle")} icon={<Video aria-hidden />}>
      <p>{t("linkHint")}</p>
      {onlineUrl ? (
        <p>
          <bdi dir="ltr" className="font-semibold break-all">
            {onlineUrl}
          </bdi>
        </p>
      ) : (
        <Notice tone="care">{t("linkMissing")}</Notice>
      )}
      <FormLink locale={locale} forumKey={forumKey} form="link">
        {t("changeLink")}
      </FormLink>
    </Section>
  );
}

/** Moving or cancelling the forum: both tell everybody. */
export async function ManageChanges({ locale, forumKey, forum }: ManageProps) {
  if (forum.state === "past" || forum.state === "cancelled") return null;
  const t = await getTranslations({ locale, namespace: "Manage" });
  return (
    <>
      <Section id="announce" title={t("announceTitle")} icon={<Megaphone aria-hidden />}>
        <p>{t("announceHint")}</p>
        <FormLink locale={locale} forumKey={forumKey} form="announce">
          {t("announce")}
        </FormLink>
      </Section>
      <Section id="move" title={t("moveTitle")} icon={<CalendarClock aria-hidden />}>
        <p>{t("moveHint")}</p>
        <FormLink locale={locale} forumKey={forumKey} form="move">
          {t("move")}
        </FormLink>
      </Section>
      <Section id="cancel" title={t("cancelTitle")} icon={<Ban aria-hidden />}>
        <p>{t("cancelHint")}</p>
        <FormLink locale={locale} forumKey={forumKey} form="cancel" kind="danger">
          {t("cancelForum")}
        </FormLink>
      </Section>
    </>
  );
}

/** Links to a form on its own page, where it comes back with the input if there is no script. */
function FormLink({
  locale,
  forumKey,
  form,
  kind = "secondary",
  children,
}: {
  locale: Locale;
  forumKey: string;
  form: "limits" | "language" | "link" | "move" | "cancel" | "announce";
  kind?: ButtonKind;
  children: ReactNode;
}) {
  return (
    <p>
      <Link href={routes.manageForm(locale, forumKey, form)} className={buttonClass(kind)}>
        {children}
      </Link>
    </p>
  );
}
