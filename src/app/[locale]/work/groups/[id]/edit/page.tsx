import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { editGroupAction } from "@/features/groups/actions";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { groupLists, groupSteps, groupValues } from "../../group-form";
import { readGroupAtWork } from "../read-group";

interface Props {
  params: Promise<{ locale: string; id: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, group } = await readGroupAtWork(params);
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  return privateMetadata(t("edit"), group.title);
}

/** Where staff change everything about a group except its words. */
export default async function EditGroupPage({ params }: Props) {
  const { locale, session, group } = await readGroupAtWork(params);
  const [t, lists, steps] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWork" }),
    groupLists(locale),
    groupSteps(locale, { first: [{ kind: "hidden", name: "seen" }], languages: group.languages }),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.editGroup(locale, group.id)} session={session} part="groups" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("edit")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(group.locale ?? locale, locale)}>
            {group.title}
          </p>
          <p>{t("editHint")}</p>
          <p>
            <TextLink href={routes.workOnGroup(locale, group.id)} className="inline-flex min-h-11 items-center">
              {t("backToGroup")}
            </TextLink>
          </p>
        </header>
        <Form
          action={editGroupAction.bind(null, locale, group.id)}
          initial={initialFormState(groupValues(group))}
          lists={lists}
          steps={steps}
          words={await formLabels(locale, t("save"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
