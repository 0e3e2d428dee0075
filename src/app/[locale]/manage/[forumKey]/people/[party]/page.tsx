import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { canSeeDeliveries } from "@/features/notifications/policy";
import { listDeliveries } from "@/features/notifications/queries";
import { NoPhotos } from "@/features/registration/components/no-photos";
import { findParty } from "@/features/registration/people/queries";
import { canActForParty, canSeePeople } from "@/features/registration/policy";
import { languageOf } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { FlashMessage } from "@/ui/flash-message";
import { Notice } from "@/ui/notice";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../../link-or-session-frame";
import { subjectOf } from "../../manage-sections";
import { type ManageProps, readManagedForum } from "../../read-managed-forum";
import { partyTag } from "../party-tag";
import { actsFor } from "./acts";
import { PartyActs, PartyDeliveries, PartyHistory, PartyPeople } from "./party-sections";

interface Props extends ManageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readManagedForum(props, "people");
  const t = await getTranslations({ locale, namespace: "People" });
  return privateMetadata(t("party"), forum.text.title);
}

/** One party of a forum: its people, its status and why, its history, its messages, and the possible actions. */
export default async function PartyPage(props: Props) {
  const { locale, forumKey, forum, actor, session } = await readManagedForum(props, "people");
  const permit = permitOr404(canSeePeople, actor, subjectOf(forum));
  const id = Id.safeParse((await props.params).party);
  const party = id.success ? await findParty(permit, locale, id.data) : null;
  if (!party) notFound();
  const deliveriesPermit = Permit.ask(canSeeDeliveries, actor, subjectOf(forum));
  const [t, tag, deliveries, { done }] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    partyTag(locale),
    deliveriesPermit ? listDeliveries(deliveriesPermit, party.id) : [],
    props.searchParams,
  ]);
  const { words, tone } = tag(party.status);
  const acts = Permit.ask(canActForParty, actor, subjectOf(forum)) ? actsFor(forum, party) : [];
  return (
    <LinkOrSessionFrame locale={locale} path={routes.party(locale, forumKey, party.id)} session={session}>
      <div className="mx-auto grid max-w-3xl gap-8">
        <header className="grid gap-3">
          <p>
            <TextLink href={routes.people(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
          <h1 className="text-3xl">
            <Names locale={locale} names={party.people.map(({ name }) => name)} />
          </h1>
          <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <bdi dir="ltr" className="font-mono text-xl font-bold">
              {party.code}
            </bdi>
            <Tag tone={tone}>{words}</Tag>
            {party.photos ? null : <NoPhotos locale={locale} />}
          </p>
          <p className="font-display text-lg font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <FlashMessage
            done={done}
            messages={{
              cancelled: t("doneCancelled"),
              accept: t("doneAccepted"),
              decline: t("doneDeclined"),
              moved: t("doneMoved"),
              confirmed: t("doneConfirmed"),
            }}
          />
        </header>
        {party.waitingPosition === null ? null : (
          <Notice tone="care">
            <p>
              {t("waits", { position: String(party.waitingPosition) })}
              {party.overtaken ? ` ${t("overtaken", { ...party.overtaken })}` : ""}
            </p>
          </Notice>
        )}
        <PartyPeople locale={locale} party={party} forum={forum} />
        <PartyActs locale={locale} party={party} forumKey={forumKey} acts={acts} />
        <PartyHistory locale={locale} party={party} />
        <PartyDeliveries locale={locale} deliveries={deliveries} />
      </div>
    </LinkOrSessionFrame>
  );
}
