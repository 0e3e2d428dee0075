import { Download, FileText, PenLine, TextCursorInput, Trash2 } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { mediaMark } from "@/features/documents/markup/rules";
import { creditMediaAction, deleteMediaAction } from "@/features/media/actions";
import { Picture } from "@/features/media/components/picture";
import { canEditMedia } from "@/features/media/policy";
import { findMedia, findMediaSubject, listMediaUses, type MediaRow, type MediaUseView } from "@/features/media/queries";
import { addressName, keptUntil } from "@/features/media/rules";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { entryRoutes, routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { TextField } from "@/ui/field";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Media" });
  return privateMetadata(t("one"));
}

/** One picture or file, for the organisation that uploaded it: how it looks, whom it is by, and which texts use it. */
export default async function MediumPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const wanted = Id.safeParse((await params).id);
  const session = await requireLoginSession(locale, routes.media(locale));
  const subject = wanted.success ? await findMediaSubject(wanted.data) : null;
  if (!subject) notFound();
  const permit = permitOr404(canEditMedia, session.actor, subject);
  const [row, uses, { done }] = await Promise.all([findMedia(permit), listMediaUses(permit), searchParams]);
  if (!row) notFound();
  const { id, state } = row;
  return (
    <WorkspaceFrame locale={locale} path={routes.medium(locale, id)} session={session} part="media">
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <Head locale={locale} medium={row} done={done} />
        <Content locale={locale} medium={row} />
        {state === "ready" ? <Mark locale={locale} medium={row} /> : null}
        <Uses locale={locale} medium={row} uses={uses} />
        <Credit locale={locale} medium={row} />
        <Deleting locale={locale} medium={row} used={uses.length > 0} />
      </div>
    </WorkspaceFrame>
  );
}

interface PartProps {
  locale: Locale;
  medium: MediaRow;
}

/** What it is called and what it is: its kind, whose it is, since when, and how large. */
async function Head({
  locale,
  medium: { kind, state, name, organisation, createdAt, picture, bytes },
  done,
}: PartProps & { done: string | string[] | undefined }) {
  const t = await getTranslations({ locale, namespace: "Media" });
  const megabytes = Math.max(1, Math.round(bytes / 1_000_000));
  return (
    <header className="grid gap-3">
      <p>
        <TextLink href={routes.media(locale)} className="inline-flex min-h-11 items-center">
          {t("back")}
        </TextLink>
      </p>
      <h1 className="text-3xl">
        <bdi className="wrap-anywhere">{name || t("nameless")}</bdi>
      </h1>
      <p className="text-ink-soft">
        {kind === "pdf" ? t("pdf") : t("picture")} · <bdi lang="fi">{organisation}</bdi> ·{" "}
        <bdi>{formatNumericDate(createdAt)}</bdi> ·{" "}
        {picture ? (
          <bdi dir="ltr">
            {picture.width} × {picture.height}
          </bdi>
        ) : (
          t("size", { megabytes })
        )}
      </p>
      <FlashMessage
        done={done}
        messages={{
          uploaded: state === "ready" ? t("doneUploaded") : t("doneWaiting"),
          known: { text: t("doneKnown"), tone: "info" },
          credited: t("doneCredited"),
        }}
      />
    </header>
  );
}

/** How it looks, the way to download it, and why it cannot be seen yet or never. */
async function Content({ locale, medium: { id, kind, state, name, picture } }: PartProps) {
  const t = await getTranslations({ locale, namespace: "Media" });
  return (
    <>
      {picture ? (
        <Picture
          id={id}
          alt={t("pictureAlt")}
          lang={locale}
          locale={locale}
          sizes="(min-width: 42rem) 42rem, 100vw"
          first
          className="rounded-card border border-line"
        />
      ) : null}
      {state === "waiting" ? (
        <Notice tone="info">
          <p>{t("waitingText")}</p>
          <p>
            <TextLink href={routes.medium(locale, id)} className="inline-flex min-h-11 items-center">
              {t("reload")}
            </TextLink>
          </p>
        </Notice>
      ) : null}
      {state === "refused" ? <Notice tone="stop">{t("refusedText")}</Notice> : null}
      {kind === "pdf" ? (
        <p>
          <a
            href={entryRoutes.file(id, `${addressName(name)}.pdf`)}
            className="inline-flex min-h-11 items-center gap-2 font-semibold text-spruce underline underline-offset-4"
          >
            <Download aria-hidden className="size-5" />
            {t("download")}
          </a>
        </p>
      ) : null}
    </>
  );
}

/** The mark that shows it in a text which is written as markup. */
async function Mark({ locale, medium: { id, kind } }: PartProps) {
  const t = await getTranslations({ locale, namespace: "Media" });
  const mark = mediaMark(kind, id);
  return (
    <Section id="mark" title={t("markTitle")} icon={<TextCursorInput aria-hidden />}>
      <p>{kind === "pdf" ? t("markPdf") : t("markPicture")}</p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 grow basis-56">
          <TextField id="its-mark" label={t("markLabel")} defaultValue={mark} readOnly dir="ltr" />
        </div>
        <CopyButton text={mark} label={t("markCopy")} done={t("markCopied")} className={buttonClass("secondary")} />
      </div>
    </Section>
  );
}

/** The texts that show it, or until when one that nothing shows is kept. */
async function Uses({ locale, medium: { unusedSince }, uses }: PartProps & { uses: readonly MediaUseView[] }) {
  const t = await getTranslations({ locale, namespace: "Media" });
  return (
    <Section id="uses" title={t("usesTitle")} icon={<FileText aria-hidden />}>
      {uses.length > 0 ? (
        <ul className="grid gap-1">
          {uses.map(({ itemId, title, language, shown }) => (
            <li key={itemId} className="flex flex-wrap items-center gap-x-4">
              <TextLink href={routes.text(locale, itemId, language)} className="inline-flex min-h-11 items-center">
                {title ? <bdi {...languageOf(language, locale)}>{title}</bdi> : t("untitled")}
              </TextLink>
              <span className="text-sm text-ink-soft">{shown ? t("useShown") : t("useDraft")}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p>{unusedSince ? t("unusedUntil", { date: formatNumericDate(keptUntil(unusedSince)) }) : t("unused")}</p>
      )}
    </Section>
  );
}

/** The form that says whom it is by. */
async function Credit({ locale, medium: { id, credit } }: PartProps) {
  const t = await getTranslations({ locale, namespace: "Media" });
  return (
    <Section id="credit-title" title={t("creditTitle")} icon={<PenLine aria-hidden />}>
      <Form
        action={creditMediaAction.bind(null, locale, id)}
        initial={initialFormState({ credit })}
        steps={[
          {
            id: "credit-step",
            fields: [{ kind: "text", name: "credit", label: t("credit"), hint: t("creditHint"), maxLength: 120 }],
          },
        ]}
        words={await formLabels(locale, t("save"))}
        kind="secondary"
      />
    </Section>
  );
}

/** The form that deletes it, unless a text shows it. */
async function Deleting({ locale, medium: { id }, used }: PartProps & { used: boolean }) {
  const t = await getTranslations({ locale, namespace: "Media" });
  return (
    <Section id="delete" title={t("deleteTitle")} icon={<Trash2 aria-hidden />}>
      {used ? (
        <p>{t("deleteUsed")}</p>
      ) : (
        <>
          <p>{t("deleteText")}</p>
          <Form
            action={deleteMediaAction.bind(null, locale, id)}
            initial={initialFormState({})}
            steps={[{ id: "sure", fields: [] }]}
            words={await formLabels(locale, t("delete"))}
            kind="danger"
          />
        </>
      )}
    </Section>
  );
}
