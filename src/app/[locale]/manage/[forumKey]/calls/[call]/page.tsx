import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { noteTryAction } from "@/features/notifications/actions";
import { canMakeCalls } from "@/features/notifications/policy";
import { findCall } from "@/features/notifications/queries";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { CallDetails, callForm } from "../../../../call-facts";
import { LinkOrSessionFrame } from "../../../../link-or-session-frame";
import { subjectOf } from "../../manage-sections";
import { type ManageProps, readManagedForum } from "../../read-managed-forum";

interface Props extends ManageProps {
  searchParams: Promise<{ done?: string | string[] }>;
}

export const dynamic = "force-dynamic";

/** The call, once per request. For a call that the forum does not have, the page is not found. */
const readCall = cache(async (params: ManageProps["params"]) => {
  const managed = await readManagedForum({ params });
  const permit = permitOr404(canMakeCalls, managed.actor, subjectOf(managed.forum));
  const id = Id.safeParse((await params).call);
  const found = id.success ? await findCall(permit, id.data) : null;
  if (!found) notFound();
  return { ...managed, ...found };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, forum } = await readCall(params);
  const t = await getTranslations({ locale, namespace: "Calls" });
  return privateMetadata(t("title"), forum.text.title);
}

/** One call: whom to call and about what, all tries so far, and the form to note another. */
export default async function CallPage({ params, searchParams }: Props) {
  const { locale, forumKey, forum, session, call, open } = await readCall(params);
  const { done } = await searchParams;
  const t = await getTranslations({ locale, namespace: "Calls" });
  return (
    <LinkOrSessionFrame locale={locale} path={routes.call(locale, forumKey, call.id)} session={session}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <FlashMessage done={done} messages={{ other: { text: t("calledBefore"), tone: "care" } }} />
          <p>
            <TextLink href={`${routes.manage(locale, forumKey)}#calls`} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </header>
        <CallDetails locale={locale} call={call} open={open} />
        {open ? (
          <Form action={noteTryAction.bind(null, locale, forumKey, call.id)} {...(await callForm(locale, call))} />
        ) : null}
      </div>
    </LinkOrSessionFrame>
  );
}
