import "server-only";
import { PhoneCall } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { calledAction } from "@/features/notifications/actions";
import { canMakeCalls } from "@/features/notifications/policy";
import { countUnsent, listCallViews, listOpenCalls } from "@/features/notifications/queries";
import { formatNumericDateTime } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { CallFacts, CallTry, PhoneLink } from "../../call-facts";
import { Pager } from "../../pager";
import { CrowdSearch, partOf } from "./crowd-search";
import { type CrowdProps, subjectOf } from "./manage-sections";

/** Messages for a person to deliver, first what is due first, and how many wait to be sent. */
export async function ManageCalls({ locale, forumKey, forum, actor, find, page }: CrowdProps) {
  const permit = Permit.ask(canMakeCalls, actor, subjectOf(forum));
  if (!permit) return null;
  const [t, words, lists, calls, unsent] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Calls" }),
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
      <ul className="grid gap-3">
        {shown.map((call) => (
          <li
            key={call.id}
            className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card border border-line bg-surface p-4"
          >
            <div className="grid min-w-0 grow gap-1">
              <CallFacts locale={locale} call={call} />
              {call.tries[0] ? (
                <p className="text-sm">
                  <CallTry locale={locale} tried={call.tries[0]} />
                </p>
              ) : null}
            </div>
            <PhoneLink phone={call.phone} />
            <div className="flex flex-wrap items-center gap-3">
              <form action={calledAction.bind(null, locale, forumKey, call.id, call.tries.length)}>
                <Button type="submit" kind="secondary">
                  {t("called")}
                  <span className="sr-only">: {call.name}</span>
                </Button>
              </form>
              <ButtonLink href={routes.call(locale, forumKey, call.id)} kind="secondary">
                {words("other")}
                <span className="sr-only">: {call.name}</span>
              </ButtonLink>
            </div>
          </li>
        ))}
      </ul>
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
