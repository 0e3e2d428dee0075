import { History, LogOut, MailPlus, Map as MapIcon, UserRound, Users } from "lucide-react";
import type { Route } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Permit } from "@/features/access/policy";
import { signOutAction } from "@/features/accounts/actions";
import { openWorkspace } from "@/features/accounts/policy";
import type { SessionView } from "@/features/accounts/queries";
import { readAudit } from "@/features/audit/policy";
import { listInvitations, listUsers } from "@/features/people/policy";
import type { Locale } from "@/i18n/locales";
import type { LocalePath } from "@/i18n/paths";
import { Navigation } from "@/ui/navigation";
import { SiteFrame } from "./site-frame";

type WorkspacePart = "desk" | "invitations" | "users" | "audit" | "me";

interface Props {
  locale: Locale;
  path: LocalePath;
  session: SessionView;
  part: WorkspacePart;
  children: ReactNode;
}

/** The frame of pages for those who are signed in: who they are, the rooms that are open to them, and the way out. */
export async function WorkspaceFrame({ locale, path, session, part, children }: Props) {
  const t = await getTranslations({ locale, namespace: "Workspace" });
  const { actor } = session;
  const icon = "size-5 text-spruce";
  const rooms: { part: WorkspacePart; path: LocalePath; label: string; icon: ReactNode; open: boolean }[] = [
    {
      part: "desk",
      path: "/desk",
      label: t("desk"),
      icon: <MapIcon aria-hidden className={icon} />,
      open: Permit.ask(openWorkspace, actor, null) !== null,
    },
    {
      part: "invitations",
      path: "/desk/invitations",
      label: t("invitations"),
      icon: <MailPlus aria-hidden className={icon} />,
      open: Permit.ask(listInvitations, actor, null) !== null,
    },
    {
      part: "users",
      path: "/desk/users",
      label: t("users"),
      icon: <Users aria-hidden className={icon} />,
      open: Permit.ask(listUsers, actor, null) !== null,
    },
    {
      part: "audit",
      path: "/desk/audit",
      label: t("audit"),
      icon: <History aria-hidden className={icon} />,
      open: Permit.ask(readAudit, actor, null) !== null,
    },
    { part: "me", path: "/me", label: t("me"), icon: <UserRound aria-hidden className={icon} />, open: true },
  ];
  return (
    <SiteFrame locale={locale} path={path}>
      <div className="grid grid-cols-1 gap-8">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-card border border-line bg-sunk px-3 py-2 print:hidden">
          <div className="min-w-0 grow">
            <Navigation
              label={t("menu")}
              items={rooms
                .filter(({ open }) => open)
                .map((room) => ({
                  href: `/${locale}${room.path}` as Route,
                  label: room.label,
                  icon: room.icon,
                  current: room.part === part,
                }))}
            />
          </div>
          <form action={signOutAction.bind(null, locale)} className="flex max-w-full min-w-0 items-center gap-2 ps-3">
            <bdi className="block min-w-0 truncate text-sm text-ink-soft">{actor.name ?? actor.email}</bdi>
            <button
              type="submit"
              className="inline-flex min-h-11 shrink-0 cursor-pointer items-center gap-2 rounded-full px-3 font-semibold text-ink hover:bg-moss hover:text-on-moss"
            >
              <LogOut aria-hidden className="size-5 shrink-0 text-spruce rtl:-scale-x-100" />
              {t("signOut")}
            </button>
          </form>
        </div>
        {children}
      </div>
    </SiteFrame>
  );
}
