import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canLockUser, canManageUser } from "@/features/users/policy";
import { findUser } from "@/features/users/queries";
import { formatNumericDateTime } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { SearchText } from "@/i18n/search-text";
import { FlashMessage } from "@/ui/flash-message";
import { Link } from "@/ui/link";
import { Tag } from "@/ui/tag";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";
import { UserEntry } from "./user-entry";
import { UserWork } from "./user-work";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Users" });
  return privateMetadata(t("one"));
}

/** One account: what its owner does in the network, and how they sign in. */
export default async function UserPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const wanted = Id.safeParse((await params).id);
  const session = await requireLoginSession(locale, routes.users(locale));
  if (!wanted.success) notFound();
  const id = wanted.data;
  const permit = permitOr404(canManageUser, session.actor, { userId: id });
  const user = await findUser(permit);
  if (!user) notFound();
  const { done, forum } = await searchParams;
  const [t, errors] = await Promise.all([
    getTranslations({ locale, namespace: "Users" }),
    getTranslations({ locale, namespace: "AccountErrors" }),
  ]);
  const mayLock = Permit.ask(canLockUser, session.actor, { userId: id }) !== null;
  return (
    <WorkspaceFrame locale={locale} path={routes.user(locale, id)} session={session} part="users">
      <div className="mx-auto grid w-full max-w-3xl gap-8">
        <header className="grid gap-3">
          <p>
            <Link href={routes.users(locale)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
              {t("back")}
            </Link>
          </p>
          <h1 className="text-3xl">
            <bdi>{user.name ?? user.email}</bdi>
          </h1>
          <p className="flex flex-wrap items-center gap-3">
            <bdi dir="ltr" className="wrap-anywhere">
              {user.email}
            </bdi>
            {user.locked ? <Tag tone="stop">{t("locked")}</Tag> : null}
          </p>
          <p className="text-ink-soft">
            {t("lastSeen")}: {user.lastSeenAt ? formatNumericDateTime(locale, user.lastSeenAt) : t("never")} ·{" "}
            {t("sessions", { count: user.sessions })}
          </p>
          <FlashMessage
            done={done}
            messages={{
              changed: t("doneChanged"),
              locked: t("doneLocked"),
              unlocked: t("doneUnlocked"),
              revoked: t("doneRevoked"),
              factor: t("doneFactor"),
              last_administrator: { text: errors("last_administrator"), tone: "stop" },
            }}
          />
        </header>
        <UserWork locale={locale} user={user} forum={SearchText.parse(forum)} />
        <UserEntry locale={locale} user={user} mayLock={mayLock} />
      </div>
    </WorkspaceFrame>
  );
}
