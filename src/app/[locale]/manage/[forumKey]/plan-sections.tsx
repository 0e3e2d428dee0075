import "server-only";
import { CircleAlert, CircleCheck, CircleX, ClipboardCheck, CopyPlus, Eye, Flag, ScanText, Undo2 } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404 } from "@/features/accounts/actor";
import { markTextSeenAction } from "@/features/forum-planning/actions";
import { canCopyForum, canPlanForum } from "@/features/forum-planning/policy";
import { isUntouched, listFindings, listFlags } from "@/features/forum-planning/queries";
import type { Finding } from "@/features/forum-planning/rules";
import { Clashes } from "@/features/year-calendar/components/clashes";
import { formatDateTime, formatList } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, OwnName, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import type { ManageProps } from "./manage-sections";

/** Isolates a name in a sentence of any direction: first strong isolate and its end (Unicode UAX #9). */
const isolate = (name: string) => `\u2068${name}\u2069`;

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
  const list = (names: readonly string[]) => formatList(locale, names.map(isolate));
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
          {found.map(({ key, titles = [], room = "", spoken = [], written = [] }) => (
            <li key={`${key} ${titles.join()}`} className="flex gap-2">
              {icon}
              <span>
                {words(`PlanFindings.${key}`, {
                  titles: list(titles),
                  room: isolate(room),
                  languages: list([...spoken.map((code) => spokenNames(code)), ...written.map(ownNameOf)]),
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
          <ButtonLink href={routes.manageForm(locale, forumKey, "edit")} prefetch={false} kind="secondary">
            {t("edit")}
          </ButtonLink>
          <ButtonLink href={routes.previewForum(locale, forumKey)} prefetch={false} kind="secondary">
            {t("preview")}
          </ButtonLink>
          <ButtonLink href={routes.manageForm(locale, forumKey, "publish")} prefetch={false}>
            {t("publish")}
          </ButtonLink>
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
          <Link
            href={routes.manageForm(locale, forumKey, "edit")}
            prefetch={false}
            className={buttonClass("secondary")}
          >
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
            <Link
              href={routes.manageForm(locale, forumKey, "unpublish")}
              prefetch={false}
              className={buttonClass("secondary")}
            >
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
        <Link href={routes.manageForm(locale, forumKey, "copy")} prefetch={false} className={buttonClass("secondary")}>
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
        <ButtonLink href={routes.manageForm(locale, forumKey, "close")} prefetch={false}>
          {t("close")}
        </ButtonLink>
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
            <h3 className="text-lg" {...languageOf(sourceLanguage, locale)}>
              {title}
            </h3>
            {languages.map(({ language, paragraphs }) => (
              <div key={language} className="grid gap-2 border-line border-t pt-3">
                <p className="flex flex-wrap items-center gap-x-4">
                  <span className="font-semibold" {...languageOf(language, locale)}>
                    {ownNameOf(language)}
                  </span>
                  {actor.kind === "user" ? (
                    <TextLink
                      href={routes.text(locale, itemId, language)}
                      className="inline-flex min-h-11 items-center"
                    >
                      {t("flagsEdit")}
                      <span className="sr-only">
                        {" "}
                        <bdi {...languageOf(sourceLanguage, locale)}>{title}</bdi> (
                        <OwnName language={language} locale={locale} />)
                      </span>
                    </TextLink>
                  ) : null}
                </p>
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
                <span className="sr-only"> {isolate(title)}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </Section>
  );
}
