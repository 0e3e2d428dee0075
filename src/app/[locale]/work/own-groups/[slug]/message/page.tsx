import { randomUUID } from "node:crypto";
import { History, Languages } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { countMembers } from "@/features/group-members/queries";
import { sendGroupMessageAction } from "@/features/group-messages/actions";
import { listSentMessages } from "@/features/group-messages/queries";
import { LONGEST_MESSAGE } from "@/features/group-messages/rules";
import { wordsField } from "@/features/group-messages/schema";
import { formatDateTime } from "@/i18n/formatting";
import { isLocale, LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { privateMetadata } from "../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { LedGroupHeading } from "../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../read-led-group";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: LedGroupProps): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "GroupMessages" });
  return privateMetadata(t("title"), group.title);
}

/** Where those who lead a group write to all of its members at once, one way, and see what was written before. */
export default async function GroupMessagePage(props: LedGroupProps) {
  const { locale, session, permit, group } = await readLedGroup(props);
  const [t, form, { member: members }, sent, { done }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupMessages" }),
    getTranslations({ locale, namespace: "Register" }),
    countMembers(permit),
    listSentMessages(permit),
    props.searchParams,
  ]);
  const languages = [...new Set<SpokenLanguage>([...group.languages, ...LOCALE_CODES])];
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.groupMessages(locale, group.slug)}
      session={session}
      part="work"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <LedGroupHeading locale={locale} group={group} title={t("title")}>
          <p>{t("lead", { count: members })}</p>
          <FlashMessage done={done} messages={{ sent: t("doneSent") }} />
        </LedGroupHeading>
        {group.state === "ended" ? (
          <Notice>{t("nobody")}</Notice>
        ) : (
          <Form
            // After a message, the form begins anew.
            key={sent[0]?.id ?? ""}
            action={sendGroupMessageAction.bind(null, locale, group.slug)}
            initial={initialFormState({ form: randomUUID(), language: languages[0] ?? locale })}
            lists={{
              languages: languages.map((value) => ({ value, label: SPOKEN_LANGUAGES[value].name, lang: value })),
            }}
            steps={[
              {
                id: "message",
                fields: [
                  { kind: "hidden", name: "form", kept: "sent" },
                  { kind: "hidden", name: "confirmed" },
                  { kind: "select", name: "language", label: t("language"), options: "languages" },
                  {
                    kind: "text",
                    name: "text",
                    label: t("text"),
                    hint: t("textHint"),
                    lines: 5,
                    maxLength: LONGEST_MESSAGE,
                    required: true,
                    language: { dir: "auto" },
                  },
                  {
                    kind: "fold",
                    id: "others",
                    label: t("others"),
                    hint: t("othersHint"),
                    icon: <Languages aria-hidden />,
                    fields: LOCALE_CODES.map((code) => ({
                      kind: "text" as const,
                      name: wordsField(code),
                      label: <bdi lang={code}>{LOCALES[code].name}</bdi>,
                      lines: 4,
                      maxLength: LONGEST_MESSAGE,
                      language: { lang: code, dir: LOCALES[code].dir },
                    })),
                  },
                ],
              },
            ]}
            draft={{ name: `group-message:${group.slug}`, restored: t("draftRestored"), forget: form("draftForget") }}
            words={{ ...(await formLabels(locale, t("look"))), submitOtherwise: t("send") }}
          />
        )}
        {sent.length > 0 ? (
          <Section id="sent" title={t("sent")} icon={<History aria-hidden />}>
            <ul className="grid gap-3">
              {sent.map(({ id, language, words, told, sentAt, by }) => (
                <li key={id} className="grid gap-2 rounded-card border border-line bg-surface p-4">
                  <p className="text-sm text-ink-soft">
                    {formatDateTime(locale, sentAt)} · {t("told", { count: told })}
                    {by ? (
                      <>
                        {" · "}
                        <bdi>{by}</bdi>
                      </>
                    ) : null}
                  </p>
                  <p className="whitespace-pre-line wrap-anywhere" {...languageOf(language, locale)} dir="auto">
                    {words[language]}
                  </p>
                  {Object.keys(words).length > 1 ? (
                    <p className="text-sm">
                      {t("also")}{" "}
                      {Object.keys(words)
                        .filter((other) => other !== language && isLocale(other))
                        .map((other, n) => (
                          <span key={other}>
                            {n > 0 ? ", " : ""}
                            <bdi lang={other}>{ownNameOf(other)}</bdi>
                          </span>
                        ))}
                    </p>
                  ) : null}
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
      </div>
    </WorkspaceFrame>
  );
}
