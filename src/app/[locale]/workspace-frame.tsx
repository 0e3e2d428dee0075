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
  MailPlus,
  Map as MapIcon,
  Newspaper,
  UserRound,
  Users,
  UsersRound,
} from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Permit } from "@/features/access/policy";
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
  path: Address;
  label: string;
  icon: ReactNode;
  open: boolean;
}

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
  const t = await getTranslations({ locale, namespace: "Work" });
  const { actor } = session;
  const icon = "size-5 shrink-0 text-spruce";
  const rooms: Room[] = [
    {
      part: "work",
      path: routes.work(locale),
      label: t("work"),
      icon: <MapIcon aria-hidden className={icon} />,
      open: Permit.ask(canOpenWorkspace, actor, null) !== null,
    },
    {
      part: "calendar",
      path: routes.yearCalendar(locale),
      label: t("calendar"),
      icon: <CalendarRange aria-hidden className={icon} />,
      open: Permit.ask(canSeeYearCalendar, actor, null) !== null,
    },
    {
      part: "texts",
      path: routes.texts(locale),
      label: t("texts"),
      icon: <BookOpenText aria-hidden className={icon} />,
      open: Permit.ask(canListTextWork, actor, null) !== null,
    },
    {
      part: "groups",
      path: routes.groupsAtWork(locale),
      label: t("groups"),
      icon: <UsersRound aria-hidden className={icon} />,
      open: Permit.ask(canListGroups, actor, null) !== null,
    },
    {
      part: "news",
      path: routes.newsAtWork(locale),
      label: t("news"),
      icon: <Newspaper aria-hidden className={icon} />,
      open: Permit.ask(canListPosts, actor, null) !== null,
    },
    {
      part: "pages",
      path: routes.pagesAtWork(locale),
      label: t("pages"),
      icon: <FileText aria-hidden className={icon} />,
      open: Permit.ask(canManagePages, actor, null) !== null,
    },
    {
      part: "venues",
      path: routes.venues(locale),
      label: t("venues"),
      icon: <Building2 aria-hidden className={icon} />,
      open: Permit.ask(canListVenues, actor, null) !== null,
    },
    {
      part: "organisations",
      path: routes.organisations(locale),
      label: t("organisations"),
      icon: <Handshake aria-hidden className={icon} />,
      open: Permit.ask(canListOrganisations, actor, null) !== null,
    },
    {
      part: "media",
      path: routes.media(locale),
      label: t("media"),
      icon: <Images aria-hidden className={icon} />,
      open: Permit.ask(canListMedia, actor, null) !== null,
    },
    {
      part: "invitations",
      path: routes.invitations(locale),
      label: t("invitations"),
      icon: <MailPlus aria-hidden className={icon} />,
      open: Permit.ask(canListInvitations, actor, null) !== null,
    },
    {
      part: "links",
      path: routes.links(locale),
      label: t("links"),
      icon: <LinkIcon aria-hidden className={icon} />,
      open: Permit.ask(canListLinks, actor, null) !== null,
    },
    {
      part: "users",
      path: routes.users(locale),
      label: t("users"),
      icon: <Users aria-hidden className={icon} />,
      open: Permit.ask(canListUsers, actor, null) !== null,
    },
    {
      part: "audit",
      path: routes.audit(locale),
      label: t("audit"),
      icon: <History aria-hidden className={icon} />,
      open: Permit.ask(canReadAudit, actor, null) !== null,
    },
    {
      part: "me",
      path: routes.me(locale),
      label: t("me"),
      icon: <UserRound aria-hidden className={icon} />,
      open: true,
    },
  ];
  const open = rooms.filter((room) => room.open);
  const works = part !== "me" || open.length > 1;
  const identity = (
    <Identity
      locale={locale}
      name={actor.name ?? actor.email}
      signOut={t("signOut")}
      unsentText={t.raw("unsent") as string}
    />
  );
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
      rooms={<Rooms open={open} part={part} label={t("menu")} identity={identity} />}
    >
      <div className="grid grid-cols-1 gap-6">
        <noscript>
          <p className="text-sm text-ink-soft">{t("sessionUntil", { time: formatTime(session.endsAt) })}</p>
        </noscript>
        {children}
        <SessionWatch
          until={{ left: session.endsAt.getTime() - Date.now(), time: formatTime(session.endsAt) }}
          signInHref={routes.signIn(locale, { next: path })}
          words={{
            soon: t("sessionSoon", { time: "{time}" }),
            stay: t("sessionStay"),
            last: t("sessionLast", { time: "{time}" }),
            over: t("sessionOver"),
            signIn: t("sessionSignIn"),
          }}
        />
      </div>
    </SiteFrame>
  );
}

/**
 * The workspace pages that are open to a user: one row, which on a phone names the present page and folds open over the
 * content, without a script.
 */
function Rooms({
  open,
  part,
  label,
  identity,
}: {
  open: readonly Room[];
  part: WorkspacePart;
  label: string;
  identity: ReactNode;
}) {
  const current = open.find((room) => room.part === part);
  if (open.length < 2)
    return (
      <div className="border-t border-line bg-sunk">
        <div className="mx-auto w-full max-w-5xl px-(--beside)">{identity}</div>
      </div>
    );
  return (
    <div className="border-t border-line bg-sunk text-sm">
      <div className="mx-auto w-full max-w-7xl px-(--beside)">
        <details className="only-folded-when-narrow group lg:-mx-2">
          <summary className="flex min-h-12 list-none items-center gap-2 font-semibold">
            {current?.icon}
            <span className="min-w-0 grow">
              <span className="sr-only">{label}: </span>
              <span className={CURRENT}>{current?.label}</span>
            </span>
            <ChevronDown aria-hidden className="size-5 shrink-0 text-spruce group-open:rotate-180" />
          </summary>
          <div className="grid gap-2 max-lg:pb-3">
            <Navigation
              label={label}
              items={open.map((room) => ({
                href: room.path,
                label: room.label,
                icon: room.icon,
                current: room.part === part,
              }))}
            />
            <div className="border-t border-line pt-2 lg:hidden">{identity}</div>
          </div>
        </details>
      </div>
    </div>
  );
}

/** Who is signed in, and the way out. */
function Identity({
  locale,
  name,
  signOut,
  unsentText,
}: {
  locale: Locale;
  name: string;
  signOut: string;
  unsentText: string;
}) {
  return (
    <SignOutForm
      action={signOutAction.bind(null, locale)}
      unsentText={unsentText}
      className="flex min-w-0 flex-wrap items-center justify-between gap-x-2"
    >
      <bdi className="block min-w-0 text-sm leading-snug text-ink-soft lg:max-w-52">{name}</bdi>
      <button
        type="submit"
        className="inline-flex min-h-11 max-w-full cursor-pointer items-center gap-2 rounded-full px-2.5 text-sm font-semibold text-ink hover:bg-moss hover:text-on-moss"
      >
        <LogOut aria-hidden className="size-5 shrink-0 text-spruce rtl:-scale-x-100" />
        {signOut}
      </button>
    </SignOutForm>
  );
}
