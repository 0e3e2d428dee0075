import "server-only";
import {
  ChevronDown,
  CircleAlert,
  CircleCheck,
  CircleX,
  ClipboardCheck,
  CopyPlus,
  Eye,
  Flag,
  ScanText,
  Undo2,
} from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404 } from "@/features/accounts/actor";
import { markTextSeenAction } from "@/features/forum-planning/actions";
import { canCopyForum, canPlanForum } from "@/features/forum-planning/policy";
import { isUntouched, listFindings, listFlags } from "@/features/forum-planning/queries";
import type { Finding, Named } from "@/features/forum-planning/rules";
import { Clashes } from "@/features/year-calendar/components/clashes";
import { formatDateTime, formatListToParts } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, OwnName, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import type { ManageProps } from "./manage-sections";

/** Names in a sentence, each marked with its language and isolated. */
function Names({ locale, names }: { locale: Locale; names: readonly Named[] }) {
  let next = 0;
  return formatListToParts(
    locale,
    names.map(({ text }) => text),
  ).map(({ type, value }, n) =>
    type === "element" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: names never change places
      <bdi key={n} {...languageOf(names[next++]?.language ?? locale, locale)}>
        {value}
      </bdi>
    ) : (
      value
    ),
  );
}

/** What a forum lacks and what would go wrong: first what must be fixed before publishing. */
export async function Checklist({
  locale,
  findings,
  level: Heading = "h3",
}: {
  locale: Locale;
  findings: readonly Finding[];
  level?: "h2" | "h3";
}) {
  const [t, words, spokenNames] = await Promise.all([
    getTranslations({ locale, namespace: "Plan" }),
    getTranslations({ locale }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
  ]);
  const groups = [
    { needed: true, title: t("needed"), icon: <CircleX aria-hidden className="mt-0.5 size-5 shrink-0 text-lingon" /> },
    {
      needed: false,
      title: t("look"),
      icon: <CircleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-on-cloudberry" />,
    },
  ];
  if (findings.length === 0)
    return <Notice tone="good" title={t("ready")} icon={<CircleCheck aria-hidden className="size-6 text-spruce" />} />;
  return groups
    .map((group) => ({ ...group, found: findings.filter(({ needed }) => needed === group.needed) }))
    .filter(({ found }) => found.length > 0)
    .map(({ title, icon, found }) => (
      <div key={title} className="grid gap-2 rounded-card border border-line bg-surface p-4">
        <Heading className="text-lg">{title}</Heading>
        <ul className="grid gap-2">
          {found.map(({ key, titles = [], room, spoken = [], written = [] }) => (
            <li key={`${key} ${titles.map(({ text }) => text).join()}`} className="flex gap-2">
              {icon}
              <span>
                {words.rich(`PlanFindings.${key}`, {
                  titles: () => <Names locale={locale} names={titles} />,
                  room: () => <Names locale={locale} names={room ? [room] : []} />,
                  languages: () => (
                    <Names
                      locale={locale}
                      names={[
                        ...spoken.map((code) => ({ text: spokenNames(code), language: locale })),
                        ...written.map((code) => ({ text: ownNameOf(code), language: code })),
                      ]}
                    />
                  ),
                })}
              </span>
            </li>
          ))}
        </ul>
      </div>
    ));
}

/** For a draft: what it lacks, and links to complete, preview and publish it. */
export async function PlanDraft({ locale, forumKey, forum, actor }: ManageProps) {
  const permit = permitOr404(canPlanForum, actor, { forumId: forum.id, organisationId: forum.organisation.id });
  const [t, findings] = await Promise.all([
    getTranslations({ locale, namespace: "Plan" }),
    listFindings(permit, locale),
  ]);
  return (
    <>
      <Notice title={t("draftTitle")}>{t("draftText")}</Notice>
      <Section id="plan" title={t("checkTitle")} icon={<ClipboardCheck aria-hidden />}>
        <Checklist locale={locale} findings={findings} />
        <Clashes locale={locale} place={forum.place} startsAt={forum.startsAt} endsAt={forum.endsAt} />
        <p className="flex flex-wrap gap-3">
          <ButtonLink href={routes.manageForm(locale, forumKey, "edit")} kind="secondary">
            {t("edit")}
          </ButtonLink>
          <ButtonLink href={routes.previewForum(locale, forumKey)} kind="secondary">
            {t("preview")}
          </ButtonLink>
          <ButtonLink href={routes.manageForm(locale, forumKey, "publish")}>{t("publish")}</ButtonLink>
        </p>
      </Section>
    </>
  );
}

/** For a published forum: changing what nobody must be told of, and taking it back while nobody has registered. */
export async function PlanPublished({ locale, forumKey, forum, actor }: ManageProps) {
  if (forum.state === "past" || forum.state === "cancelled") return null;
  const permit = permitOr404(canPlanForum, actor, { forumId: forum.id, organisationId: forum.organisation.id });
  const [t, untouched] = await Promise.all([getTranslations({ locale, namespace: "Plan" }), isUntouched(permit)]);
  return (
    <>
      <Section id="details" title={t("detailsTitle")} icon={<Eye aria-hidden />}>
        <p>{t("detailsHint")}</p>
        <Clashes locale={locale} place={forum.place} startsAt={forum.startsAt} endsAt={forum.endsAt} />
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Link href={routes.manageForm(locale, forumKey, "edit")} className={buttonClass("secondary")}>
            {t("edit")}
          </Link>
          <TextLink href={routes.previewForum(locale, forumKey)} className="inline-flex min-h-11 items-center">
            {t("preview")}
          </TextLink>
        </p>
      </Section>
      {untouched ? (
        <Section id="unpublish" title={t("unpublishTitle")} icon={<Undo2 aria-hidden />}>
          <p>{t("unpublishHint")}</p>
          <p>
            <Link href={routes.manageForm(locale, forumKey, "unpublish")} className={buttonClass("secondary")}>
              {t("unpublish")}
            </Link>
          </p>
        </Section>
      ) : null}
    </>
  );
}

/** For any forum: holding it again, for people who may make new forums of its organisation. */
export async function PlanAgain({ locale, forumKey, forum, actor }: ManageProps) {
  if (!Permit.ask(canCopyForum, actor, { forumId: forum.id, organisationId: forum.organisation.id })) return null;
  const t = await getTranslations({ locale, namespace: "Plan" });
  return (
    <Section id="again" title={t("copyTitle")} icon={<CopyPlus aria-hidden />}>
      <p>{t("copyHint")}</p>
      <p>
        <Link href={routes.manageForm(locale, forumKey, "copy")} className={buttonClass("secondary")}>
          {t("copyOpen")}
        </Link>
      </p>
    </Section>
  );
}

/** For a forum that has been held: closing it with its outcome, or the note that it is closed. */
export async function PlanClosing({ locale, forumKey, forum }: ManageProps) {
  if (forum.state !== "past") return null;
  const t = await getTranslations({ locale, namespace: "Plan" });
  if (forum.closedAt)
    return (
      <Notice title={t("closedTitle", { when: formatDateTime(locale, forum.closedAt) })}>{t("closedText")}</Notice>
    );
  return (
    <Section id="close" title={t("closeTitle")} icon={<Flag aria-hidden />}>
      <p>{t("closeHint")}</p>
      <p>
        <ButtonLink href={routes.manageForm(locale, forumKey, "close")}>{t("close")}</ButtonLink>
      </p>
    </Section>
  );
}

/** For a draft made from another forum: the sentences that name dates or places, text by text, until somebody has looked. */
export async function PlanFlags({ locale, forumKey, forum, actor }: ManageProps) {
  const permit = permitOr404(canPlanForum, actor, { forumId: forum.id, organisationId: forum.organisation.id });
  const [t, flags] = await Promise.all([getTranslations({ locale, namespace: "Plan" }), listFlags(permit)]);
  if (flags.length === 0) return null;
  return (
    <Section id="flags" title={t("flagsTitle")} icon={<ScanText aria-hidden />}>
      <p>{t("flagsText")}</p>
      <ul className="grid gap-4">
        {flags.map(({ itemId, title, sourceLanguage, languages }) => (
          <li key={itemId} className="grid min-w-0 gap-3 rounded-card border border-line bg-surface p-4">
            <h3 className="text-lg">
              <bdi {...languageOf(sourceLanguage, locale)}>{title}</bdi>
            </h3>
            {languages.map(({ language, paragraphs }) => (
              <details key={language} className="group border-line border-t pt-1">
                <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-3">
                  <ChevronDown aria-hidden className="size-5 shrink-0 text-spruce group-open:rotate-180" />
                  <span className="font-semibold" {...languageOf(language, locale)}>
                    {ownNameOf(language)}
                  </span>
                  <span className="text-ink-soft">
                    {t("flagsCount", {
                      count: paragraphs.flatMap((sentences) => sentences.filter(({ flagged }) => flagged)).length,
                    })}
                  </span>
                </summary>
                <div className="grid gap-2 ps-8 pb-2">
                  {actor.kind === "user" ? (
                    <TextLink
                      href={routes.text(locale, itemId, language)}
                      className="inline-flex min-h-11 items-center justify-self-start"
                    >
                      {t("flagsEdit")}
                      <span className="sr-only">
                        {" "}
                        <bdi {...languageOf(sourceLanguage, locale)}>{title}</bdi> (
                        <OwnName language={language} locale={locale} />)
                      </span>
                    </TextLink>
                  ) : null}
                  {paragraphs.map((sentences, n) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs never change places
                    <p key={n} className="break-words" {...languageOf(language, locale)}>
                      {sentences.map(({ text, flagged }, at) =>
                        flagged ? (
                          // biome-ignore lint/suspicious/noArrayIndexKey: sentences never change places
                          <mark key={at} className="rounded bg-cloudberry-soft text-on-cloudberry">
                            {text}
                          </mark>
                        ) : (
                          text
                        ),
                      )}
                    </p>
                  ))}
                </div>
              </details>
            ))}
            <form
              action={markTextSeenAction.bind(
                null,
                locale,
                forumKey,
                itemId,
                languages.map(({ language, revision }) => `${language}.${revision}`).join(" "),
              )}
            >
              <Button type="submit" kind="secondary">
                {t("flagsLooked")}
                <span className="sr-only">
                  {" "}
                  <bdi {...languageOf(sourceLanguage, locale)}>{title}</bdi>
                </span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </Section>
  );
}
