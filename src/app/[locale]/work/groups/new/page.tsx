import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { WishPresetSchema } from "@/features/group-demand/schema";
import { createGroupAction } from "@/features/groups/actions";
import { canCreateGroup, canListGroups } from "@/features/groups/policy";
import { listOrganisations } from "@/features/users/queries";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { LOCALE_OPTIONS } from "@/ui/form-fields";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { type LocaleParams, localeOf } from "../../../locale-params";
import { WorkspaceFrame } from "../../../workspace-frame";
import { groupLists, groupSteps, tickedBoxes, wordsStep } from "../group-form";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "GroupWork" });
  return privateMetadata(t("newGroup"));
}

/** Where staff make a group: everything about it, and its words in one language. */
export default async function NewGroupPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.newGroup(locale));
  const { actor } = session;
  // From the table of demand: what is lacking.
  const { language, place, kind = "parents" } = WishPresetSchema.parse(await searchParams);
  permitOr404(canListGroups, actor, null);
  const [t, all, lists] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWork" }),
    listOrganisations(),
    groupLists(locale),
  ]);
  const organisations = all.filter(({ id }) => Permit.ask(canCreateGroup, actor, { organisationId: id }));
  const steps = await groupSteps(locale, {
    first: [{ kind: "select", name: "organisation", label: t("organisation"), options: "organisations" }],
  });
  return (
    <WorkspaceFrame locale={locale} path={routes.newGroup(locale)} session={session} part="groups" typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("newGroup")}</h1>
          <p>{t("newText")}</p>
          <p>
            <TextLink href={routes.groupsAtWork(locale)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </header>
        <Form
          action={createGroupAction.bind(null, locale)}
          initial={initialFormState({
            organisation: organisations[0]?.id ?? "",
            kind,
            rhythm: "weekly",
            skipsHolidays: "on",
            language: locale,
            contactName: actor.name ?? "",
            contactEmail: actor.email,
            ...(language && tickedBoxes([language])),
            ...(place === "online" ? { online: "on" } : { municipality: place ?? "" }),
          })}
          lists={{
            ...lists,
            organisations: organisations.map(({ id, name }) => ({ value: id, label: name, lang: "fi" })),
            languages: LOCALE_OPTIONS,
          }}
          steps={[...steps, await wordsStep(locale)]}
          words={await formLabels(locale, t("create"))}
        />
      </div>
    </WorkspaceFrame>
  );
}
