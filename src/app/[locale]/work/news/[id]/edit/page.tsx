import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { editPostAction } from "@/features/news/actions";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { postSteps, postValues } from "../../post-form";
import { readPostAtWork } from "../read-post";

interface Props {
  params: Promise<{ locale: string; id: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, post } = await readPostAtWork(params);
  const t = await getTranslations({ locale, namespace: "NewsWork" });
  return privateMetadata(t("edit"), post.title);
}

/** Where staff change everything about a post except its words. */
export default async function EditPostPage({ params }: Props) {
  const { locale, session, post } = await readPostAtWork(params);
  const [t, steps] = await Promise.all([
    getTranslations({ locale, namespace: "NewsWork" }),
    postSteps(locale, { address: true }),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.editPost(locale, post.id)} session={session} part="news" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("edit")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(post.locale ?? locale, locale)}>
            {post.title}
          </p>
          <p>{t("editHint")}</p>
          <p>
            <TextLink href={routes.workOnPost(locale, post.id)} className="inline-flex min-h-11 items-center">
              {t("backToPost")}
            </TextLink>
          </p>
        </header>
        <Form
          action={editPostAction.bind(null, locale, post.id)}
          initial={initialFormState(postValues(post))}
          steps={[{ id: "seen", fields: [{ kind: "hidden", name: "seen" }] }, ...steps]}
          words={await formLabels(locale, t("save"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
