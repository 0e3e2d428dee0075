import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { noteGroupTryAction } from "@/features/group-members/actions";
import { canMakeGroupCalls } from "@/features/notifications/policy";
import { findCall } from "@/features/notifications/queries";
import { routes } from "@/i18n/routes";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../../page-metadata";
import { CallDetails, callForm } from "../../../../../call-facts";
import { WorkspaceFrame } from "../../../../../workspace-frame";
import { LedGroupHeading } from "../../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../../read-led-group";

interface Props extends LedGroupProps {
  params: Promise<{ locale: string; slug: string; call: string }>;
}

export const dynamic = "force-dynamic";

/** The call, once per request. For a call that the group does not have, the page is not found. */
const readCall = cache(async (params: Props["params"]) => {
  const led = await readLedGroup({ params });
  const permit = permitOr404(canMakeGroupCalls, led.session.actor, led.subject);
  const id = Id.safeParse((await params).call);
  const found = id.success ? await findCall(permit, id.data) : null;
  if (!found) notFound();
  return { ...led, ...found };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, group } = await readCall(params);
  const t = await getTranslations({ locale, namespace: "Calls" });
  return privateMetadata(t("title"), group.title);
}

/** One call to somebody of a group: whom and about what, all tries so far, and the form to note another. */
export default async function GroupCallPage({ params, searchParams }: Props) {
  const { locale, session, group, call, open } = await readCall(params);
  const { done } = await searchParams;
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "Calls" }),
    getTranslations({ locale, namespace: "GroupCalls" }),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.groupCall(locale, group.slug, call.id)} session={session} part="work">
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <LedGroupHeading locale={locale} group={group} title={t("title")}>
          <FlashMessage done={done} messages={{ other: { text: t("calledBefore"), tone: "care" } }} />
        </LedGroupHeading>
        <CallDetails locale={locale} call={call} open={open} />
        {open ? (
          <Form
            action={noteGroupTryAction.bind(null, locale, group.slug, call.id)}
            {...(await callForm(locale, call))}
          />
        ) : null}
        <p>
          <TextLink href={routes.groupCalls(locale, group.slug)} className="inline-flex min-h-11 items-center">
            {words("back")}
          </TextLink>
        </p>
      </div>
    </WorkspaceFrame>
  );
}
