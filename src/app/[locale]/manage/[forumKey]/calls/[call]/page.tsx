import { History } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { noteTryAction } from "@/features/notifications/actions";
import { canMakeCalls } from "@/features/notifications/policy";
import { findCall } from "@/features/notifications/queries";
import { CALL_OUTCOMES } from "@/features/notifications/schema";
import { formatNumericDateTime } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { momentField } from "@/ui/form-fields";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../../link-or-session-frame";
import { CallFacts, CallTry, PhoneLink } from "../../call-list";
import { subjectOf } from "../../manage-sections";
import { type ManageProps, readManagedForum } from "../../read-managed-forum";

interface Props extends ManageProps {
  searchParams: Promise<{ done?: string | string[] }>;
}

export const dynamic = "force-dynamic";

/** The call, once per request. For a call that the forum does not have, the page is not found. */
const readCall = cache(async (params: ManageProps["params"]) => {
  const managed = await readManagedForum({ params });
  const permit = permitOr404(canMakeCalls, managed.actor, subjectOf(managed.forum));
  const id = Id.safeParse((await params).call);
  const found = id.success ? await findCall(permit, id.data) : null;
  if (!found) notFound();
  return { ...managed, ...found };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, forum } = await readCall(params);
  const t = await getTranslations({ locale, namespace: "Calls" });
  return privateMetadata(t("title"), forum.text.title);
}

/** One call: whom to call and about what, all tries so far, and the form to note another. */
export default async function CallPage({ params, searchParams }: Props) {
  const { locale, forumKey, forum, session, call, open } = await readCall(params);
  const { done } = await searchParams;
  const [t, word] = await Promise.all([getTranslations({ locale, namespace: "Calls" }), getTranslations({ locale })]);
  const outcomes = CALL_OUTCOMES.filter((outcome) => call.phone || outcome !== "wrong_number");
  return (
    <LinkOrSessionFrame locale={locale} path={routes.call(locale, forumKey, call.id)} session={session}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <FlashMessage done={done} messages={{ other: { text: t("calledBefore"), tone: "care" } }} />
          <p>
            <TextLink href={`${routes.manage(locale, forumKey)}#calls`} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </header>
        <div className="grid gap-1 rounded-card border border-line bg-surface p-4">
          <CallFacts locale={locale} call={call} />
          <PhoneLink phone={call.phone} />
        </div>
        {open ? null : <Notice>{t("closed")}</Notice>}
        {call.tries.length > 0 ? (
          <Section title={t("tries")} icon={<History aria-hidden />}>
            <ol className="grid gap-2">
              {call.tries.map((each) => (
                <li key={each.id}>
                  <CallTry locale={locale} tried={each} />
                  {each.nextAt ? (
                    <span className="block text-sm text-ink-soft">
                      {t("nextTry", { when: formatNumericDateTime(locale, each.nextAt) })}
                    </span>
                  ) : null}
                </li>
              ))}
            </ol>
          </Section>
        ) : null}
        {open ? (
          <Form
            action={noteTryAction.bind(null, locale, forumKey, call.id)}
            initial={initialFormState({ outcome: "", nextAt: "", seen: String(call.tries.length) })}
            lists={{ outcomes: outcomes.map((value) => ({ value, label: word(`Calls.outcomes.${value}`) })) }}
            steps={[
              {
                id: "call",
                fields: [
                  { kind: "radios", name: "outcome", label: t("outcome"), options: "outcomes" },
                  momentField("nextAt", t("nextAt"), { hint: t("nextAtHint") }),
                  { kind: "hidden", name: "seen" },
                ],
              },
            ]}
            words={await formLabels(locale, t("note"))}
          />
        ) : null}
      </div>
    </LinkOrSessionFrame>
  );
}
