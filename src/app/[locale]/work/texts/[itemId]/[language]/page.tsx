import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Permit } from "@/features/access/policy";
import { permitOr404 } from "@/features/accounts/actor";
import type { LoginSessionView } from "@/features/accounts/queries";
import { canGiveTextLink, canWriteText } from "@/features/content/policy";
import { type AddressedText, findTextAtWork } from "@/features/content/queries";
import { canManageForum } from "@/features/forums/policy";
import { findForumAtWork } from "@/features/forums/queries";
import { canManageGroup } from "@/features/groups/policy";
import { canManagePost } from "@/features/news/policy";
import { canManagePages } from "@/features/pages/policy";
import { ForumNotes } from "@/features/session-notes/components/forum-notes";
import { canReadForumNotes, type ReadForumNotes } from "@/features/session-notes/policy";
import { listForumNotes } from "@/features/session-notes/queries";
import type { Locale } from "@/i18n/locales";
import { ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { SessionTitle } from "../../../../session-title";
import { TextEditor } from "../../../../text-editor";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { findAddressedText, type TextParams } from "./addressed-text";

interface Props {
  params: TextParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

/** Once per request, because the page's title and its content need the same text. */
const findOnce = cache(async (session: LoginSessionView, subject: AddressedText) => {
  const permit = permitOr404(canWriteText, session.actor, subject);
  const text = (await findTextAtWork(permit)) ?? notFound();
  return {
    permit,
    text,
    title: text.original.fields.title ?? subject.venue ?? "",
    slug: subject.slug,
    groupId: subject.groupId,
    postId: subject.postId,
    pageKey: subject.pageKey,
  };
});

async function readText({ params }: Props) {
  const { locale, session, subject } = await findAddressedText(params, routes.text);
  return { locale, session, ...(await findOnce(session, subject)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, text, title } = await readText(props);
  const t = await getTranslations({ locale, namespace: "Texts" });
  return privateMetadata(t.markup("editTitle", { language: ownNameOf(text.language), b: (name) => name }), title);
}

/** Edits one text in one language: the words beside their original, their state, and their history. */
export default async function TextPage(props: Props) {
  const { locale, session, permit, text, title, slug, groupId, postId, pageKey } = await readText(props);
  const t = await getTranslations({ locale, namespace: "Texts" });
  const { itemId, language, forumId, organisationId } = permit.subject;
  const manages =
    forumId && organisationId && Permit.ask(canManageForum, session.actor, { forumId, organisationId }) ? slug : null;
  const group =
    groupId && organisationId && Permit.ask(canManageGroup, session.actor, { groupId, organisationId })
      ? groupId
      : null;
  const post =
    postId && organisationId && Permit.ask(canManagePost, session.actor, { postId, organisationId }) ? postId : null;
  const page = pageKey && Permit.ask(canManagePages, session.actor, null) ? pageKey : null;
  const reading =
    forumId && organisationId ? Permit.ask(canReadForumNotes, session.actor, { forumId, organisationId }) : null;
  const way = `${TEXT_LINK} inline-flex min-h-11 items-center`;
  return (
    <WorkspaceFrame locale={locale} path={routes.text(locale, itemId, language)} session={session} part="texts" typing>
      <TextEditor {...{ locale, permit, text, title }} link={null} query={await props.searchParams}>
        <p className="flex flex-wrap gap-x-6">
          {manages ? (
            <Link href={routes.manage(locale, manages)} className={way}>
              {t("back")}
            </Link>
          ) : null}
          {group ? (
            <Link href={routes.workOnGroup(locale, group)} className={way}>
              {t("backGroup")}
            </Link>
          ) : null}
          {post ? (
            <Link href={routes.workOnPost(locale, post)} className={way}>
              {t("backPost")}
            </Link>
          ) : null}
          {page ? (
            <Link href={routes.workOnPage(locale, page)} className={way}>
              {t("backPage")}
            </Link>
          ) : null}
          {Permit.ask(canGiveTextLink, session.actor, permit.subject) ? (
            <Link href={routes.textLink(locale, itemId, language)} className={way}>
              {t("giveLink")}
            </Link>
          ) : null}
        </p>
        {reading && text.kind === "forum" && language === text.sourceLanguage ? (
          <NotesBeside locale={locale} permit={reading} />
        ) : null}
      </TextEditor>
    </WorkspaceFrame>
  );
}

/** What hosts wrote at the sessions of a forum, beside the original that its outcome is a part of. */
async function NotesBeside({ locale, permit }: { locale: Locale; permit: ReadForumNotes }) {
  const [t, notes] = await Promise.all([
    getTranslations({ locale, namespace: "SessionNotes" }),
    listForumNotes(permit),
  ]);
  const forum = notes.length > 0 ? await findForumAtWork(locale, permit.subject.forumId) : null;
  return (
    <ForumNotes
      locale={locale}
      notes={notes}
      titleOf={(id) => <SessionTitle locale={locale} session={forum?.sessions.find((one) => one.id === id)} />}
      hint={t("readHint")}
    />
  );
}
