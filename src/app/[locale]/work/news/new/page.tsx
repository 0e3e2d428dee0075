import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { createPostAction } from "@/features/news/actions";
import { canCreatePost, canListPosts } from "@/features/news/policy";
import { listOrganisations } from "@/features/users/queries";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { LOCALE_OPTIONS } from "@/ui/form-fields";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";
import { postSteps, wordsOfPost } from "../post-form";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "NewsWork" });
  return privateMetadata(t("newPost"));
}

/** Where staff begin a post: its words in one language, and what it is about. */
export default async function NewPostPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.newPost(locale));
  const { actor } = session;
  permitOr404(canListPosts, actor, null);
  const [t, all, words, [tags, more]] = await Promise.all([
    getTranslations({ locale, namespace: "NewsWork" }),
    listOrganisations(),
    wordsOfPost(locale, actor),
    postSteps(locale, { address: false }),
  ]);
  const organisations = all.filter(({ id }) => Permit.ask(canCreatePost, actor, { organisationId: id }));
  return (
    <WorkspaceFrame locale={locale} path={routes.newPost(locale)} session={session} part="news" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("newPost")}</h1>
          <p>{t("newText")}</p>
          <p>
            <TextLink href={routes.newsAtWork(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </header>
        <Form
          action={createPostAction.bind(null, locale)}
          initial={initialFormState({ organisation: organisations[0]?.id ?? "", language: locale })}
          draft={{ name: "new-post", restored: t("restored"), forget: t("forget") }}
          lists={{
            organisations: organisations.map(({ id, name }) => ({ value: id, label: name, lang: "fi" })),
            languages: LOCALE_OPTIONS,
          }}
          steps={[
            words,
            ...(tags ? [tags] : []),
            ...(more
              ? [
                  {
                    ...more,
                    fields: [
                      {
                        kind: "select",
                        name: "organisation",
                        label: t("organisation"),
                        options: "organisations",
                      } as const,
                      ...more.fields,
                    ],
                  },
                ]
              : []),
          ]}
          words={await formLabels(locale, t("create"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
