import { CalendarClock, Eye, EyeOff, Image as ImageIcon, Languages, Pencil, Send, UserCheck } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TextLanguages } from "@/features/content/components/text-languages";
import { KnownPicture } from "@/features/media/components/picture";
import {
  publishPostAction,
  returnPostAction,
  schedulePostAction,
  submitPostAction,
  unpublishPostAction,
  unschedulePostAction,
} from "@/features/news/actions";
import { PostStateTag } from "@/features/news/components/post-state-tag";
import type { PostAtWork } from "@/features/news/queries";
import { formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { Button, buttonClass } from "@/ui/button";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { WorkspaceFrame } from "../../../workspace-frame";
import { readPostAtWork } from "./read-post";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, post } = await readPostAtWork(params);
  const t = await getTranslations({ locale, namespace: "NewsWork" });
  return privateMetadata(t("post"), post.title);
}

interface PartProps {
  locale: Locale;
  post: PostAtWork;
}

/** One post for its staff: its texts, and when readers see it. */
export default async function PostAtWorkPage({ params, searchParams }: Props) {
  const { locale, session, post } = await readPostAtWork(params);
  const [t, { done }] = await Promise.all([getTranslations({ locale, namespace: "NewsWork" }), searchParams]);
  return (
    <WorkspaceFrame locale={locale} path={routes.workOnPost(locale, post.id)} session={session} part="news" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <header className="grid gap-3">
          <p>
            <TextLink href={routes.newsAtWork(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
          <h1 className="text-3xl" {...languageOf(post.locale ?? locale, locale)}>
            {post.title}
          </h1>
          <p className="flex flex-wrap items-center gap-3">
            <PostStateTag locale={locale} state={post.state} />
            {post.publishAt ? (
              <span>
                {t(post.state === "scheduled" ? "appears" : "appeared", {
                  when: formatNumericDateTime(locale, post.publishAt),
                })}
              </span>
            ) : null}
            <bdi lang="fi">{post.organisation.name}</bdi>
          </p>
          <FlashMessage
            done={done}
            messages={{
              created: t("doneCreated"),
              edited: t("doneEdited"),
              covered: t("doneCovered"),
              uncovered: t("doneUncovered"),
              submitted: t("doneSubmitted"),
              returned: t("doneReturned"),
              published: t("donePublished"),
              scheduled: t("doneScheduled"),
              unscheduled: t("doneUnscheduled"),
              unpublished: t("doneUnpublished"),
            }}
          />
          {post.state === "published" ? (
            <p>
              <TextLink href={routes.post(locale, post.slug)} className="inline-flex min-h-11 items-center">
                {t("look")}
              </TextLink>
            </p>
          ) : null}
          <p className="flex flex-wrap gap-3">
            <Link href={routes.editPost(locale, post.id)} className={buttonClass("secondary")}>
              <Pencil aria-hidden className="size-5" />
              {t("edit")}
            </Link>
            <Link href={routes.previewPost(locale, post.id)} className={buttonClass("secondary")}>
              <Eye aria-hidden className="size-5" />
              {t("preview")}
            </Link>
          </p>
        </header>
        <Texts locale={locale} post={post} />
        <Cover locale={locale} post={post} />
        {post.state === "published" ? <Away locale={locale} post={post} /> : <Publishing locale={locale} post={post} />}
      </div>
    </WorkspaceFrame>
  );
}

/** The words in each language, with how far each has come. */
async function Texts({ locale, post: { text } }: PartProps) {
  if (!text) return null;
  const t = await getTranslations({ locale, namespace: "NewsWork" });
  return (
    <Section id="texts" title={t("textsTitle")} icon={<Languages aria-hidden />}>
      <p>{t("textsHint")}</p>
      <TextLanguages locale={locale} text={text} unseen={t("unseen")} />
    </Section>
  );
}

/** The post's picture, and in which languages nobody has said what it shows. */
async function Cover({ locale, post: { id, cover, text } }: PartProps) {
  const t = await getTranslations({ locale, namespace: "NewsCover" });
  return (
    <Section id="cover" title={t("title")} icon={<ImageIcon aria-hidden />}>
      {cover ? (
        <figure className="grid gap-2">
          <KnownPicture
            picture={cover.picture}
            alt={t("present")}
            lang={locale}
            locale={locale}
            sizes="(min-width: 42rem) 42rem, 100vw"
            most={640}
            className="max-h-80 w-full rounded-card border border-line object-cover"
          />
          <figcaption className="flex flex-wrap items-center gap-x-6 text-sm text-ink-soft">
            <span>
              {cover.picture.credit
                ? t.rich("credited", { credit: cover.picture.credit, b: isolated })
                : t("uncredited")}
            </span>
            <TextLink href={routes.medium(locale, cover.picture.id)} className="inline-flex min-h-11 items-center">
              {t("toMedium")}
            </TextLink>
          </figcaption>
        </figure>
      ) : (
        <p>{t("noneYet")}</p>
      )}
      {text && text.withoutAlt.length > 0 ? (
        <Notice tone="care" title={t("altMissing")}>
          <p>{t("altMissingText")}</p>
          <ul className="mt-1 flex flex-wrap gap-x-6">
            {text.withoutAlt.map((language) => (
              <li key={language}>
                <TextLink
                  href={routes.text(locale, text.itemId, language)}
                  className="inline-flex min-h-11 items-center"
                >
                  <bdi {...languageOf(language, locale)}>{ownNameOf(language)}</bdi>
                </TextLink>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <p>
        <Link href={routes.coverOfPost(locale, id)} className={buttonClass("secondary")}>
          <ImageIcon aria-hidden className="size-5" />
          {t(cover ? "change" : "choose")}
        </Link>
      </p>
    </Section>
  );
}

const isolated = (name: ReactNode) => <bdi>{name}</bdi>;

/** The ways to readers: a review, now, or at a time. */
async function Publishing({ locale, post }: PartProps) {
  const t = await getTranslations({ locale, namespace: "NewsWork" });
  const { state, publishAt } = post;
  const planned = state === "scheduled" && publishAt ? inputValue(publishAt) : null;
  return (
    <>
      {state === "draft" || state === "review" ? (
        <Section id="review" title={t("reviewTitle")} icon={<UserCheck aria-hidden />}>
          {state === "review" ? (
            <Notice tone="care" title={t("reviewWaits")}>
              <p>{t("reviewWaitsText")}</p>
            </Notice>
          ) : (
            <p>{t("reviewHint")}</p>
          )}
          <form action={(state === "review" ? returnPostAction : submitPostAction).bind(null, locale, post.id)}>
            <Button type="submit" kind="secondary">
              {t(state === "review" ? "return" : "submit")}
            </Button>
          </form>
        </Section>
      ) : null}
      <Section id="publish" title={t("publishTitle")} icon={<Send aria-hidden />}>
        <p>{t(post.seen ? "publishAgainHint" : "publishHint")}</p>
        <form action={publishPostAction.bind(null, locale, post.id)}>
          <Button type="submit">{t("publish")}</Button>
        </form>
      </Section>
      <Section id="schedule" title={t("scheduleTitle")} icon={<CalendarClock aria-hidden />}>
        <p>{t("scheduleHint")}</p>
        <Form
          action={schedulePostAction.bind(null, locale, post.id)}
          initial={initialFormState(planned ? { day: planned.slice(0, 10), time: planned.slice(11) } : {})}
          steps={[
            {
              id: "time",
              fields: [
                { kind: "text", name: "day", label: t("day"), type: "date", ltr: true, required: true },
                { kind: "text", name: "time", label: t("time"), type: "time", ltr: true, required: true },
              ],
            },
          ]}
          words={await formLabels(locale, t(planned ? "reschedule" : "schedule"))}
          kind="secondary"
        />
        {planned ? (
          <form action={unschedulePostAction.bind(null, locale, post.id)}>
            <Button type="submit" kind="danger">
              {t("unschedule")}
            </Button>
          </form>
        ) : null}
      </Section>
    </>
  );
}

/** Taking a post away from readers. */
async function Away({ locale, post }: PartProps) {
  const t = await getTranslations({ locale, namespace: "NewsWork" });
  return (
    <Section id="unpublish" title={t("unpublishTitle")} icon={<EyeOff aria-hidden />}>
      <p>{t("unpublishHint")}</p>
      <Form
        action={unpublishPostAction.bind(null, locale, post.id)}
        initial={initialFormState({})}
        steps={[{ id: "confirmed", fields: [{ kind: "hidden", name: "confirmed" }] }]}
        words={{ ...(await formLabels(locale, t("unpublish"))), submitOtherwise: t("unpublishSure") }}
        kind="danger"
      />
    </Section>
  );
}
