import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { LinkOrSessionFrame } from "../../../link-or-session-frame";
import {
  AnnounceForm,
  CancelForm,
  LanguageForm,
  LeaveOutForm,
  LimitsForm,
  MeetingLinkForm,
  MoveForm,
} from "../manage-forms";
import { CloseForm, CopyForm, EditForm, PublishForm, UnpublishForm } from "../plan-forms";
import { manageMetadata, readManagedForum } from "../read-managed-forum";
import { ResponsibleForm } from "../responsible";

interface Props {
  params: Promise<{ locale: string; forumKey: string; form: string }>;
  searchParams: Promise<{ session?: string | string[]; done?: string | string[] }>;
}

export const dynamic = "force-dynamic";
/** The heading of each form, also its page's title. */
const HEADINGS = {
  limits: "changeLimits",
  language: "changeLanguage",
  link: "linkTitle",
  move: "moveTitle",
  programme: "leaveOutTitle",
  cancel: "cancelTitle",
  announce: "announceTitle",
  copy: "copyTitle",
  edit: "edit",
  publish: "publishTitle",
  unpublish: "unpublishTitle",
  close: "closeTitle",
  responsible: "nameTitle",
} as const;

export async function generateMetadata(props: Props) {
  const { form } = await props.params;
  const [, heading = "title"] = Object.entries(HEADINGS).find(([name]) => name === form) ?? [];
  return manageMetadata(props, heading);
}

/** One form of the coordinator's page. */
export default async function ManageFormPage(props: Props) {
  const { locale, forumKey, forum, actor, session } = await readManagedForum(props);
  const { form } = await props.params;
  const { session: chosenSession, done } = await props.searchParams;
  const [t, plan, responsibilities] = await Promise.all([
    getTranslations({ locale, namespace: "Manage" }),
    getTranslations({ locale, namespace: "Plan" }),
    getTranslations({ locale, namespace: "Responsibilities" }),
  ]);
  const isDraft = forum.state === "draft";
  const over = forum.state === "past" || forum.state === "cancelled";
  const forms = {
    ...(!forum.closedAt && {
      limits: { title: t(HEADINGS.limits), hint: t("limitsHint"), Form: LimitsForm },
      language: { title: t(HEADINGS.language), hint: t("languagesHint"), Form: LanguageForm },
    }),
    ...(forum.state === "past" &&
      !forum.closedAt && {
        close: { title: plan(HEADINGS.close), hint: plan("closeHint"), Form: CloseForm },
      }),
    copy: { title: plan(HEADINGS.copy), hint: plan("copyHint"), Form: CopyForm },
    ...(!over && {
      responsible: {
        title: responsibilities(HEADINGS.responsible),
        hint: responsibilities("nameHint"),
        Form: ResponsibleForm,
      },
      edit: { title: plan(HEADINGS.edit), hint: plan(isDraft ? "editHint" : "detailsHint"), Form: EditForm },
    }),
    ...(!over &&
      forum.sessions.length > 0 && {
        programme: { title: t(HEADINGS.programme), hint: t("leaveOutHint"), Form: LeaveOutForm },
      }),
    ...(isDraft && { publish: { title: plan(HEADINGS.publish), hint: plan("publishHint"), Form: PublishForm } }),
    ...(over || isDraft
      ? {}
      : {
          unpublish: { title: plan(HEADINGS.unpublish), hint: plan("unpublishHint"), Form: UnpublishForm },
          ...(forum.online && {
            link: { title: t(HEADINGS.link), hint: t("linkHint"), Form: MeetingLinkForm },
          }),
          move: { title: t(HEADINGS.move), hint: t("moveHint"), Form: MoveForm },
          cancel: { title: t(HEADINGS.cancel), hint: t("cancelHint"), Form: CancelForm },
          announce: { title: t(HEADINGS.announce), hint: t("announceHint"), Form: AnnounceForm },
        }),
  };
  const chosen = Object.entries(forms).find(([name]) => name === form)?.[1];
  if (!chosen) notFound();
  const { title, hint, Form } = chosen;
  return (
    <LinkOrSessionFrame locale={locale} path={routes.manageForm(locale, forumKey, form)} session={session}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{title}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <p>{hint}</p>
          <p>
            <Link href={routes.manage(locale, forumKey)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
              {t("back")}
            </Link>
          </p>
        </header>
        <Form {...{ locale, forumKey, forum, actor, done }} session={String(chosenSession ?? "")} />
      </div>
    </LinkOrSessionFrame>
  );
}
