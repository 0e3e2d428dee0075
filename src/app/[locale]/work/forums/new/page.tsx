import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { createForumAction } from "@/features/forum-planning/actions";
import { canOpenForumMaking } from "@/features/forum-planning/policy";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { initialFormState } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";
import { newForumForm } from "../../new-forum-form";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams) {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Plan" });
  return privateMetadata(t("newTitle"));
}

/**
 * Where staff make a forum: its words in one language, its time, place and organisation. Everything else follows in the
 * draft.
 */
export default async function NewForumPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.newForum(locale));
  permitOr404(canOpenForumMaking, session.actor, null);
  const [t, { usual, ...form }] = await Promise.all([
    getTranslations({ locale, namespace: "Plan" }),
    newForumForm(locale, session.actor),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.newForum(locale)} session={session} part="work" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("newTitle")}</h1>
          <p>{t("newText")}</p>
          <p>
            <TextLink href={routes.work(locale)} className="inline-flex min-h-11 items-center">
              {t("backToWork")}
            </TextLink>
          </p>
        </header>
        <Form action={createForumAction.bind(null, locale)} initial={initialFormState(usual)} {...form} />
      </div>
    </WorkspaceFrame>
  );
}
