import "server-only";
import { PhoneCall } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { calledAction } from "@/features/notifications/actions";
import { canMakeCalls } from "@/features/notifications/policy";
import { countUnsent, listCallViews, listOpenCalls } from "@/features/notifications/queries";
import { formatNumericDateTime } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { CallItems } from "../../call-facts";
import { Pager } from "../../pager";
import { CrowdSearch, partOf } from "./crowd-search";
import { type CrowdProps, subjectOf } from "./manage-sections";

/** Messages for a person to deliver, first what is due first, and how many wait to be sent. */
export async function ManageCalls({ locale, forumKey, forum, actor, find, page }: CrowdProps) {
  const permit = Permit.ask(canMakeCalls, actor, subjectOf(forum));
  if (!permit) return null;
  const [t, lists, calls, unsent] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "StaffLists" }),
    listOpenCalls(permit),
    countUnsent(forum.id),
  ]);
  // Read the recipients of calls for one page only, except to search them all.
  const views = find ? await listCallViews(permit, calls) : [];
  const viewOf = new Map(views.map((view) => [view.id, view]));
  const part = partOf(
    calls.map((call) => {
      const { code, phone = null, name = "" } = viewOf.get(call.id) ?? {};
      return { ...call, code: code ?? "", phone, names: [name] };
    }),
    page,
    find,
  );
  const shown = await listCallViews(permit, part.shown);
  return (
    <Section id="calls" title={t("calls")} icon={<PhoneCall aria-hidden />}>
      {unsent.map(({ channel, count, since }) => (
        <Notice key={channel} tone="care">
          {t(channel === "sms" ? "unsentSms" : "unsentMail", { count, since: formatNumericDateTime(locale, since) })}
        </Notice>
      ))}
      <p>{calls.length === 0 ? t("callsNone") : lists("calls", { count: calls.length })}</p>
      <CrowdSearch locale={locale} forumKey={forumKey} list="calls" find={find} part={part} />
      <CallItems
        locale={locale}
        calls={shown}
        called={({ id, tries }) => calledAction.bind(null, locale, forumKey, id, tries.length)}
        at={(id) => routes.call(locale, forumKey, id)}
      />
      <Pager
        locale={locale}
        label={t("calls")}
        heading="calls"
        page={part.page}
        pages={part.pages}
        at={(calls) => routes.manage(locale, forumKey, { find: find || undefined, calls })}
      />
    </Section>
  );
}
