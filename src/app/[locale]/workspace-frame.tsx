import {
  BookOpenText,
  Building2,
  CalendarRange,
  ChevronDown,
  FileText,
  Handshake,
  History,
  Images,
  Link as LinkIcon,
  LogOut,
  type LucideIcon,
  MailPlus,
  Map as MapIcon,
  Newspaper,
  UserRound,
  Users,
  UsersRound,
} from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Permit, type Policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { signOutAction } from "@/features/accounts/actions";
import { canListLinks, canOpenWorkspace } from "@/features/accounts/policy";
import type { LoginSessionView } from "@/features/accounts/queries";
import { canReadAudit } from "@/features/audit/policy";
import { canListTextWork } from "@/features/content/policy";
import { canListGroups } from "@/features/groups/policy";
import { canListMedia } from "@/features/media/policy";
import { canListPosts } from "@/features/news/policy";
import { canListOrganisations } from "@/features/organisations/policy";
import { canManagePages } from "@/features/pages/policy";
import { canListInvitations, canListUsers } from "@/features/users/policy";
import { canListVenues } from "@/features/venues/policy";
import { canSeeYearCalendar } from "@/features/year-calendar/policy";
import { formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import type { HelpContact } from "@/ui/help-line";
import { CURRENT, Navigation } from "@/ui/navigation";
import { SessionWatch } from "./session-watch";
import { SignOutForm } from "./sign-out-form";
import { SiteFrame } from "./site-frame";

type WorkspacePart =
  | "work"
  | "calendar"
  | "texts"
  | "groups"
  | "news"
  | "pages"
  | "venues"
  | "organisations"
  | "media"
  | "invitations"
  | "links"
  | "users"
  | "audit"
  | "me";

interface Room {
  part: WorkspacePart;
  path: (locale: Locale) => Address;
  Icon: LucideIcon;
  isOpen: (actor: Actor) => boolean;
}

const isAllowed =
  <Name extends string>(policy: Policy<Name, null>) =>
  (actor: Actor) =>
    Permit.ask(policy, actor, null) !== null;

/** The workspace pages on which the work is done, in the order of the menu. */
const WORKED_ON: readonly Room[] = [
  { part: "work", path: routes.work, Icon: MapIcon, isOpen: isAllowed(canOpenWorkspace) },
  { part: "calendar", path: routes.yearCalendar, Icon: CalendarRange, isOpen: isAllowed(canSeeYearCalendar) },
  { part: "texts", path: routes.texts, Icon: BookOpenText, isOpen: isAllowed(canListTextWork) },
  { part: "groups", path: routes.groupsAtWork, Icon: UsersRound, isOpen: isAllowed(canListGroups) },
  { part: "news", path: routes.newsAtWork, Icon: Newspaper, isOpen: isAllowed(canListPosts) },
  { part: "pages", path: routes.pagesAtWork, Icon: FileText, isOpen: isAllowed(canManagePages) },
];

/** What the work relies on: registers, accounts and the log; and the user's own page. */
const RELIED_ON: readonly Room[] = [
  { part: "venues", path: routes.venues, Icon: Building2, isOpen: isAllowed(canListVenues) },
  { part: "organisations", path: routes.organisations, Icon: Handshake, isOpen: isAllowed(canListOrganisations) },
  { part: "media", path: routes.media, Icon: Images, isOpen: isAllowed(canListMedia) },
  { part: "invitations", path: routes.invitations, Icon: MailPlus, isOpen: isAllowed(canListInvitations) },
  { part: "links", path: routes.links, Icon: LinkIcon, isOpen: isAllowed(canListLinks) },
  { part: "users", path: routes.users, Icon: Users, isOpen: isAllowed(canListUsers) },
  { part: "audit", path: routes.audit, Icon: History, isOpen: isAllowed(canReadAudit) },
  { part: "me", path: routes.me, Icon: UserRound, isOpen: () => true },
];

interface Props {
  locale: Locale;
  path: Address;
  session: LoginSessionView;
  part: WorkspacePart;
  typing?: boolean;
  contact?: HelpContact;
  children: ReactNode;
}

/** The frame of pages for signed-in users: their name, the pages open to them, and signing out. */
export async function WorkspaceFrame({ locale, path, session, part, typing, contact, children }: Props) {
  const { actor } = session;
  const isOpenTo = ({ isOpen }: Room) => isOpen(actor);
  const groups = [WORKED_ON.filter(isOpenTo), RELIED_ON.filter(isOpenTo)] as const;
  const open = groups.flat();
  const works = part !== "me" || open.length > 1;
  const identity = <Identity locale={locale} name={actor.name ?? actor.email} />;
  return (
    <SiteFrame
      locale={locale}
      path={path}
      section="account"
      contact={contact}
      typing={typing}
      compact={works}
      accountHome={open.some((room) => room.part === "work") ? "work" : "me"}
      identity={works ? identity : null}
      rooms={<Rooms locale={locale} groups={groups} part={part} identity={identity} />}
    >
      <div className="grid grid-cols-1 gap-6">
        <SessionEnd locale={locale} endsAt={session.endsAt} path={path}>
          {children}
        </SessionEnd>
      </div>
    </SiteFrame>
  );
}

/** Says until when the session lasts, before the page for readers without scripts, and warns all others in time. */
async function SessionEnd({
  locale,
  endsAt,
  path,
  children,
}: {
  locale: Locale;
  endsAt: Date;
  path: Address;
  children: ReactNode;
}) {
  const t = await getTranslations({ locale, namespace: "Work" });
  const time = formatTime(endsAt);
  return (
    <>
      <noscript>
        <p className="text-sm text-ink-soft">{t("sessionUntil", { time })}</p>
      </noscript>
      {children}
      <SessionWatch
        until={{ left: endsAt.getTime() - Date.now(), time }}
        signInHref={routes.signIn(locale, { next: path })}
        words={{
          soon: t("sessionSoon", { time: "{time}" }),
          stay: t("sessionStay"),
          last: t("sessionLast", { time: "{time}" }),
          over: t("sessionOver"),
          signIn: t("sessionSignIn"),
        }}
      />
    </>
  );
}

/**
 * The workspace pages that are open to a user, in two groups: one row, or one for each group. On a phone it names the present
 * page and folds open over the content, without a script.
 */
async function Rooms({
  locale,
  groups,
  part,
  identity,
}: {
  locale: Locale;
  groups: readonly [worked: readonly Room[], relied: readonly Room[]];
  part: WorkspacePart;
  identity: ReactNode;
}) {
  const t = await getTranslations({ locale });
  if (groups.flat().length < 2)
    return (
      <div className="border-t border-line bg-sunk">
        <div className="mx-auto w-full max-w-5xl px-(--beside)">{identity}</div>
      </div>
    );
  const toItem = ({ part: its, path, Icon }: Room) => ({
    href: path(locale),
    label: t(`Work.${its}`),
    icon: <Icon aria-hidden className="size-5 shrink-0 text-spruce" />,
    current: its === part,
  });
  const [worked, relied] = [groups[0].map(toItem), groups[1].map(toItem)];
  const current = [...worked, ...relied].find((item) => item.current);
  return (
    <div className="border-t border-line bg-sunk text-sm">
      <div className="mx-auto w-full max-w-7xl px-(--beside)">
        <details className="only-folded-when-narrow group lg:-mx-2">
          <summary className="flex min-h-12 list-none items-center gap-2 font-semibold">
            {current?.icon}
            <span className="min-w-0 grow">
              <span className="sr-only">{t("Work.menu")}: </span>
              <span className={CURRENT}>{current?.label}</span>
            </span>
            <ChevronDown aria-hidden className="size-5 shrink-0 text-spruce group-open:rotate-180" />
          </summary>
          <div className="grid gap-2 max-lg:pb-3">
            <Navigation label={t("Work.menu")} items={worked} more={relied} />
            <div className="border-t border-line pt-2 lg:hidden">{identity}</div>
          </div>
        </details>
      </div>
    </div>
  );
}

/** Who is signed in, and the way out. */
async function Identity({ locale, name }: { locale: Locale; name: string }) {
  const t = await getTranslations({ locale, namespace: "Work" });
  return (
    <SignOutForm
      action={signOutAction.bind(null, locale)}
      unsentText={t.raw("unsent") as string}
      className="flex min-w-0 flex-wrap items-center justify-between gap-x-2"
    >
      <bdi className="block min-w-0 text-sm leading-snug text-ink-soft lg:max-w-52">{name}</bdi>
      <button
        type="submit"
        className="inline-flex min-h-11 max-w-full cursor-pointer items-center gap-2 rounded-full px-2.5 text-sm font-semibold text-ink hover:bg-moss hover:text-on-moss"
      >
        <LogOut aria-hidden className="size-5 shrink-0 text-spruce rtl:-scale-x-100" />
        {t("signOut")}
      </button>
    </SignOutForm>
  );
}
