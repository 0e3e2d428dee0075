import {
  BookOpenText,
  Building2,
  CalendarRange,
  Handshake,
  History,
  Link as LinkIcon,
  LogOut,
  MailPlus,
  Map as MapIcon,
  UserRound,
  Users,
} from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Permit } from "@/features/access/policy";
import { signOutAction } from "@/features/accounts/actions";
import { canListLinks, canOpenWorkspace } from "@/features/accounts/policy";
import type { LoginSessionView } from "@/features/accounts/queries";
import { canReadAudit } from "@/features/audit/policy";
import { canListTextWork } from "@/features/content/policy";
import { canListOrganisations } from "@/features/organisations/policy";
import { canListInvitations, canListUsers } from "@/features/users/policy";
import { canListVenues } from "@/features/venues/policy";
import { canSeeYearCalendar } from "@/features/year-calendar/policy";
import { formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import type { HelpContact } from "@/ui/help-line";
import { Navigation } from "@/ui/navigation";
import { SessionWatch } from "./session-watch";
import { SiteFrame } from "./site-frame";

type WorkspacePart =
  | "work"
  | "calendar"
  | "texts"
  | "venues"
  | "organisations"
  | "invitations"
  | "links"
  | "users"
  | "audit"
  | "me";

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
  const icon = "size-5 text-spruce";
  const rooms: { part: WorkspacePart; path: Address; label: string; icon: ReactNode; open: boolean }[] = [
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
  return (
    <SiteFrame
      locale={locale}
      path={path}
      section="account"
      contact={contact}
      typing={typing}
      compact={part !== "me"}
      signedIn
    >
      <div className="grid grid-cols-1 gap-6">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-card border border-line bg-sunk px-3 py-2 print:hidden">
          <div className="min-w-0 grow">
            <Navigation
              label={t("menu")}
              items={rooms
                .filter(({ open }) => open)
                .map((room) => ({
                  href: room.path,
                  label: room.label,
                  icon: room.icon,
                  current: room.part === part,
                }))}
            />
          </div>
          <form
            action={signOutAction.bind(null, locale)}
            className="flex max-w-full min-w-0 flex-wrap items-center gap-x-2 ps-3"
          >
            <bdi className="block min-w-0 text-sm text-ink-soft">{actor.name ?? actor.email}</bdi>
            <button
              type="submit"
              className="inline-flex min-h-11 max-w-full cursor-pointer items-center gap-2 rounded-full px-3 font-semibold text-ink hover:bg-moss hover:text-on-moss"
            >
              <LogOut aria-hidden className="size-5 shrink-0 text-spruce rtl:-scale-x-100" />
              {t("signOut")}
            </button>
          </form>
        </div>
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
