import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { KnownPicture } from "@/features/media/components/picture";
import { canListMedia } from "@/features/media/policy";
import { type PictureView, searchMedia } from "@/features/media/queries";
import { changeCoverAction } from "@/features/news/actions";
import { CoverSearchSchema, MOST_ALT } from "@/features/news/schema";
import type { Locale } from "@/i18n/locales";
import { languageOf, OwnName } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { TextField } from "@/ui/field";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import type { Option } from "@/ui/form-model";
import { Found, SearchForm } from "@/ui/search-form";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { Pager } from "../../../../pager";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { readPostAtWork } from "../read-post";

interface Props {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

const ON_A_PAGE = 12;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, post } = await readPostAtWork(params);
  const t = await getTranslations({ locale, namespace: "NewsCover" });
  return privateMetadata(t("choose"), post.title);
}

/** Where staff choose the picture of a post among those of its organisation, with a search when there are many. */
export default async function PostCoverPage({ params, searchParams }: Props) {
  const { locale, session, permit: managing, post } = await readPostAtWork(params);
  const permit = permitOr404(canListMedia, session.actor, null);
  const { organisationId: organisation } = managing.subject;
  const search = CoverSearchSchema.parse(await searchParams);
  const [t, work, { media, total, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "NewsCover" }),
    getTranslations({ locale, namespace: "NewsWork" }),
    searchMedia(permit, { ...search, kind: "picture", organisation, ready: true }, ON_A_PAGE),
  ]);
  const { cover } = post;
  const language = post.text?.language ?? locale;
  const others = media.flatMap(({ picture, name }) => {
    return picture && picture.id !== cover?.picture.id ? [{ picture, name }] : [];
  });
  const option = ({ picture, name }: { picture: PictureView; name: string }): Option => ({
    value: picture.id,
    ...(name ? { label: name, lang: "" } : { label: t("nameless") }),
    icon: <Thumbnail locale={locale} picture={picture} />,
  });
  const options = [{ value: "", label: t("none") }, ...(cover ? [option(cover)] : []), ...others.map(option)];
  const isSearch = search.text !== "" || pages > 1;
  return (
    <WorkspaceFrame locale={locale} path={routes.coverOfPost(locale, post.id)} session={session} part="news" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("choose")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(post.locale ?? locale, locale)}>
            {post.title}
          </p>
          <p>{t("lead")}</p>
          <p className="flex flex-wrap gap-x-6">
            <TextLink href={routes.workOnPost(locale, post.id)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
            <TextLink href={routes.media(locale)} className="inline-flex min-h-11 items-center">
              {t("upload")}
            </TextLink>
          </p>
        </header>
        {isSearch ? (
          <SearchForm action={routes.coverOfPost(locale, post.id)} submit={t("find")}>
            <div className="min-w-0 grow basis-56">
              <TextField id="text" name="text" label={t("search")} defaultValue={search.text} maxLength={100} />
            </div>
          </SearchForm>
        ) : null}
        <Found text={search.text}>{t("count", { count: total })}</Found>
        {total === 0 && search.text === "" ? <p>{t("empty")}</p> : null}
        {options.length > 1 ? (
          <Form
            action={changeCoverAction.bind(null, locale, post.id)}
            initial={initialFormState({ cover: cover?.picture.id ?? "", before: cover?.picture.id ?? "" })}
            draft={{ name: `cover ${post.id}`, restored: work("restored"), forget: work("forget") }}
            lists={{ pictures: options }}
            steps={[
              {
                id: "pictures",
                fields: [
                  { kind: "hidden", name: "before" },
                  // Not kept in the browser: a search shows other pictures.
                  {
                    kind: "radios",
                    name: "cover",
                    label: t("legend"),
                    options: "pictures",
                    columns: true,
                    private: true,
                  },
                  {
                    kind: "text",
                    name: "alt",
                    label: t("alt"),
                    hint: t.rich("altHint", { language: () => <OwnName language={language} locale={locale} /> }),
                    lines: 3,
                    maxLength: MOST_ALT,
                    language: languageOf(language, ""),
                  },
                ],
              },
            ]}
            words={await formLabels(locale, t("save"))}
          />
        ) : null}
        <Pager
          locale={locale}
          page={search.page}
          pages={pages}
          at={(page) => routes.coverOfPost(locale, post.id, { text: search.text, page })}
        />
      </div>
    </WorkspaceFrame>
  );
}

/** What a picture looks like, beside its name. */
function Thumbnail({ locale, picture }: { locale: Locale; picture: PictureView }) {
  return (
    <KnownPicture
      picture={picture}
      alt=""
      lang={locale}
      locale={locale}
      sizes="7rem"
      most={320}
      className="aspect-[4/3] w-[min(7rem,28vw)] rounded-field object-cover"
    />
  );
}
