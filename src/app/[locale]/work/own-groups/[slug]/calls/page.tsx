import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { groupCalledAction } from "@/features/group-members/actions";
import { canMakeGroupCalls } from "@/features/notifications/policy";
import { listCallViews, listOpenCalls } from "@/features/notifications/queries";
import { PageNumber } from "@/i18n/page-number";
import { routes } from "@/i18n/routes";
import { FlashMessage } from "@/ui/flash-message";
import { privateMetadata } from "../../../../../page-metadata";
import { CallItems } from "../../../../call-facts";
import { Pager } from "../../../../pager";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { LedGroupHeading } from "../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../read-led-group";

export const dynamic = "force-dynamic";

/** Calls on one page of the list. */
const PAGE_SIZE = 20;

export async function generateMetadata(props: LedGroupProps): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "GroupCalls" });
  return privateMetadata(t("title"), group.title);
}

/** Whom of a group somebody has to call, first what is due first. */
export default async function GroupCallsPage(props: LedGroupProps) {
  const { locale, session, subject, group } = await readLedGroup(props);
  const permit = permitOr404(canMakeGroupCalls, session.actor, subject);
  const query = await props.searchParams;
  const page = PageNumber.parse(query.page);
  const [t, manage, words, lists, calls] = await Promise.all([
    getTranslations({ locale, namespace: "GroupCalls" }),
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Calls" }),
    getTranslations({ locale, namespace: "StaffLists" }),
    listOpenCalls(permit),
  ]);
  const shown = await listCallViews(permit, calls.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE));
  return (
    <WorkspaceFrame locale={locale} path={routes.groupCalls(locale, group.slug)} session={session} part="work">
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <LedGroupHeading locale={locale} group={group} title={t("title")}>
          <p>{t("lead")}</p>
          <FlashMessage done={query.done} messages={{ tried: words("doneTried") }} />
        </LedGroupHeading>
        <p>{calls.length === 0 ? manage("callsNone") : lists("calls", { count: calls.length })}</p>
        <CallItems
          locale={locale}
          calls={shown}
          called={({ id, tries }) => groupCalledAction.bind(null, locale, group.slug, id, tries.length)}
          at={(id) => routes.groupCall(locale, group.slug, id)}
        />
        <Pager
          locale={locale}
          label={t("title")}
          page={page}
          pages={Math.ceil(calls.length / PAGE_SIZE)}
          at={(page) => routes.groupCalls(locale, group.slug, { page })}
        />
      </div>
    </WorkspaceFrame>
  );
}
