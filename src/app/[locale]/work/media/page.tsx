import { FileText, ImageOff, LoaderCircle, Upload } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { mediaMark } from "@/features/documents/markup/rules";
import { uploadMediaAction } from "@/features/media/actions";
import { Picture } from "@/features/media/components/picture";
import { canListMedia, canUploadMedia } from "@/features/media/policy";
import { type MediaRow, searchMedia } from "@/features/media/queries";
import { MediaSearchSchema } from "@/features/media/schema";
import { listOrganisations } from "@/features/users/queries";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { CopyButton } from "@/ui/copy-button";
import { SelectField, TextField } from "@/ui/field";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Found, SearchForm } from "@/ui/search-form";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { Pager } from "../../pager";
import { WorkspaceFrame } from "../../workspace-frame";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

/** What browsers offer to choose from. What a file is, the portal sees from its content. */
const ACCEPT = "image/jpeg,image/png,image/webp,application/pdf";

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Media" });
  return privateMetadata(t("title"), MediaSearchSchema.parse(await searchParams).text);
}

/** The pictures and files of the user's organisations, with a search and the form to upload another. */
export default async function MediaPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.media(locale));
  const { actor } = session;
  const permit = permitOr404(canListMedia, actor, null);
  const query = await searchParams;
  const search = MediaSearchSchema.parse(query);
  const [t, all, { media, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "Media" }),
    listOrganisations(),
    searchMedia(permit, search),
  ]);
  const organisations = all.filter(({ id }) => Permit.ask(canUploadMedia, actor, { organisationId: id }));
  return (
    <WorkspaceFrame locale={locale} path={routes.media(locale)} session={session} part="media" typing>
      <div className="grid grid-cols-1 gap-8">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("text")}</p>
          <FlashMessage done={query.done} messages={{ deleted: t("doneDeleted") }} />
        </header>
        <div className="max-w-2xl">
          <Form
            action={uploadMediaAction.bind(null, locale)}
            initial={initialFormState({ organisation: organisations[0]?.id ?? "", credit: "" })}
            lists={{ organisations: organisations.map(({ id, name }) => ({ value: id, label: name, lang: "fi" })) }}
            steps={[
              {
                id: "upload",
                title: t("uploadTitle"),
                icon: <Upload aria-hidden />,
                fields: [
                  {
                    kind: "file",
                    name: "file",
                    label: t("file"),
                    hint: t("fileHint"),
                    accept: ACCEPT,
                    required: true,
                    tooLarge: (await getTranslations({ locale, namespace: "MediaErrors" }))("file_large"),
                  },
                  { kind: "text", name: "credit", label: t("credit"), hint: t("creditHint"), maxLength: 120 },
                  organisations.length === 1
                    ? { kind: "hidden", name: "organisation" }
                    : { kind: "select", name: "organisation", label: t("organisation"), options: "organisations" },
                ],
              },
            ]}
            words={await formLabels(locale, t("upload"))}
          />
        </div>
        <SearchForm action={routes.media(locale)} submit={t("find")}>
          <div className="min-w-0 grow basis-56">
            <TextField id="text" name="text" label={t("search")} defaultValue={search.text} maxLength={100} />
          </div>
          <div className="min-w-0 basis-44">
            <SelectField id="kind" name="kind" label={t("kind")} defaultValue={search.kind ?? ""}>
              <option value="">{t("kindAll")}</option>
              <option value="picture">{t("kindPicture")}</option>
              <option value="pdf">{t("kindPdf")}</option>
            </SelectField>
          </div>
        </SearchForm>
        <Found text={search.text}>{t("count", { count: total })}</Found>
        {media.length > 0 ? (
          <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 lg:grid-cols-4">
            {media.map((row) => (
              <Tile key={row.id} locale={locale} row={row} several={organisations.length > 1} />
            ))}
          </ul>
        ) : null}
        <Pager
          locale={locale}
          page={search.page}
          pages={pages}
          at={(page) => routes.media(locale, { text: search.text, kind: search.kind, page })}
        />
      </div>
    </WorkspaceFrame>
  );
}

/** A picture or file in the list: what it looks like, its name, and where it is. */
async function Tile({ locale, row, several }: { locale: Locale; row: MediaRow; several: boolean }) {
  const t = await getTranslations({ locale, namespace: "Media" });
  const { id, kind, state, name, createdAt, texts, organisation } = row;
  const icon = "size-10 text-ink-soft";
  return (
    <li className="grid grid-rows-[auto_1fr] overflow-hidden rounded-card border border-line bg-surface shadow-card">
      <div className="grid aspect-[4/3] place-items-center overflow-hidden bg-sunk">
        {row.picture ? (
          <Picture
            id={id}
            alt=""
            lang={locale}
            locale={locale}
            sizes="(min-width: 64rem) 16rem, (min-width: 40rem) 33vw, 50vw"
            className="size-full object-cover"
          />
        ) : kind === "pdf" ? (
          <FileText aria-hidden className={icon} />
        ) : state === "waiting" ? (
          <LoaderCircle aria-hidden className={icon} />
        ) : (
          <ImageOff aria-hidden className={icon} />
        )}
      </div>
      <div className="grid content-start gap-1 p-3">
        <TextLink href={routes.medium(locale, id)} className="inline-flex min-h-11 items-center">
          <bdi className="wrap-anywhere">{name || t("nameless")}</bdi>
        </TextLink>
        <p className="text-sm text-ink-soft">
          {kind === "pdf" ? t("pdf") : t("picture")} · <bdi>{formatNumericDate(createdAt)}</bdi>
        </p>
        {several ? (
          <p className="text-sm text-ink-soft">
            <bdi lang="fi">{organisation}</bdi>
          </p>
        ) : null}
        <p className="mt-1 mb-1">
          {state === "refused" ? (
            <Tag tone="stop">{t("refused")}</Tag>
          ) : state === "waiting" ? (
            <Tag tone="care">{t("waiting")}</Tag>
          ) : texts > 0 ? (
            <Tag tone="good">{t("texts", { count: texts })}</Tag>
          ) : (
            <Tag>{t("unused")}</Tag>
          )}
        </p>
        {state === "ready" ? (
          <details>
            <summary className="inline-flex min-h-11 cursor-pointer items-center text-sm font-semibold text-spruce underline underline-offset-4">
              <span>
                {t("markShow")}
                <span className="sr-only">
                  {" "}
                  <bdi>{name || t("nameless")}</bdi>
                </span>
              </span>
            </summary>
            <code dir="ltr" className="mb-2 block rounded-md bg-sunk px-2 py-1 text-sm wrap-anywhere select-all">
              {mediaMark(kind, id)}
            </code>
            <CopyButton
              text={mediaMark(kind, id)}
              label={t("markCopy")}
              done={t("markCopied")}
              className={buttonClass("secondary")}
            />
          </details>
        ) : null}
      </div>
    </li>
  );
}
