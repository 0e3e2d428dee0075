import "server-only";
import { History } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { CallTryView, CallView } from "@/features/notifications/queries";
import { CALL_OUTCOMES } from "@/features/notifications/schema";
import { NoPhotos } from "@/features/registration/components/no-photos";
import { formatNumericDateTime } from "@/i18n/formatting";
import { knownWord } from "@/i18n/known-word";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { momentField } from "@/ui/form-fields";
import type { FormStep } from "@/ui/form-model";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { LanguageForStaff } from "./language-for-staff";

// The parts of call lists, of a forum and of a group.

/** Whom to call, about what and in which language; and when to try again, if somebody has tried. */
async function CallFacts({ locale, call }: { locale: Locale; call: CallView }) {
  const [t, words, reasons, unreachable] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Calls" }),
    getTranslations({ locale, namespace: "CallReasons" }),
    getTranslations({ locale, namespace: "Unreachable" }),
  ]);
  // Whoever wants to read and is on the list nevertheless has a number to try.
  const ways = { read: null, listen: t("wayListen"), call: t("wayCall") };
  const way = call.phone ? ways[call.contactWay] : t("wayNone");
  const due = call.nextAt === null || call.nextAt <= new Date();
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold">
        <span>
          <bdi>{call.name}</bdi>
          {call.code ? (
            <>
              {" · "}
              <bdi dir="ltr">{call.code}</bdi>
            </>
          ) : null}
        </span>
        {call.photos === false ? <NoPhotos locale={locale} /> : null}
        {call.unreachable ? <Tag tone="care">{unreachable("mark")}</Tag> : null}
        {call.nextAt ? (
          <Tag tone={due ? "care" : "plain"}>
            {due ? words("dueNow") : words("dueAt", { when: formatNumericDateTime(locale, call.nextAt) })}
          </Tag>
        ) : null}
      </p>
      <p>{knownWord(reasons, call.template)}</p>
      <p className="text-sm text-ink-soft">
        {isSpokenLanguage(call.spokenLanguage) ? (
          <LanguageForStaff locale={locale} language={call.spokenLanguage} />
        ) : null}
        {way ? ` · ${way}` : ""}
        {call.helper ? ` · ${t("helper", { name: `\u2068${call.helper}\u2069` })}` : ""}
      </p>
    </>
  );
}

/** One try in a line: what came of it, when, and who tried. */
async function CallTry({ locale, tried }: { locale: Locale; tried: CallTryView }) {
  const words = await getTranslations({ locale });
  return (
    <>
      <span className="font-semibold">{words(`Calls.outcomes.${tried.outcome}`)}</span>
      {" · "}
      {formatNumericDateTime(locale, tried.at)}
      {" · "}
      <bdi>{tried.by ?? words("Calls.somebody")}</bdi>
    </>
  );
}

/** The number to call, if there is one. */
function PhoneLink({ phone }: { phone: string | null }) {
  return phone ? (
    <TextLink href={`tel:${phone}`} className="inline-flex min-h-11 items-center">
      <bdi dir="ltr">{phone}</bdi>
    </TextLink>
  ) : null;
}

/** The calls of a list, each with a button that notes that they were reached, and a link to say what else came of it. */
export async function CallItems({
  locale,
  calls,
  called,
  at,
}: {
  locale: Locale;
  calls: readonly CallView[];
  called: (call: CallView) => () => Promise<void>;
  at: (id: string) => Address;
}) {
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Calls" }),
  ]);
  return (
    <ul className="grid gap-3">
      {calls.map((call) => (
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
            <form action={called(call)}>
              <Button type="submit" kind="secondary">
                {t("called")}
                <span className="sr-only">
                  : <bdi>{call.name}</bdi>
                </span>
              </Button>
            </form>
            <ButtonLink href={at(call.id)} kind="secondary">
              {words("other")}
              <span className="sr-only">
                : <bdi>{call.name}</bdi>
              </span>
            </ButtonLink>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** One call: whom and about what, whether it is still open, and all tries so far. */
export async function CallDetails({ locale, call, open }: { locale: Locale; call: CallView; open: boolean }) {
  const t = await getTranslations({ locale, namespace: "Calls" });
  return (
    <>
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
    </>
  );
}

/** The form that notes what came of a call. */
export async function callForm(locale: Locale, call: CallView) {
  const [t, word] = await Promise.all([getTranslations({ locale, namespace: "Calls" }), getTranslations({ locale })]);
  const outcomes = CALL_OUTCOMES.filter((outcome) => call.phone || outcome !== "wrong_number");
  const steps: FormStep[] = [
    {
      id: "call",
      fields: [
        { kind: "radios", name: "outcome", label: t("outcome"), options: "outcomes" },
        momentField("nextAt", t("nextAt"), { hint: t("nextAtHint") }),
        { kind: "hidden", name: "seen" },
      ],
    },
  ];
  return {
    initial: initialFormState({ outcome: "", nextAt: "", seen: String(call.tries.length) }),
    lists: { outcomes: outcomes.map((value) => ({ value, label: word(`Calls.outcomes.${value}`) })) },
    steps,
    words: await formLabels(locale, t("note")),
  };
}
