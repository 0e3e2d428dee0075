import { UserPlus, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MemberCard } from "@/features/group-members/components/member-card";
import { searchMembers } from "@/features/group-members/queries";
import { removeMemberAction } from "@/features/group-members/tutor/actions";
import { PageNumber } from "@/i18n/page-number";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { FlashMessage } from "@/ui/flash-message";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { Pager } from "../../../../pager";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { LedGroupHeading } from "../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../read-led-group";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: LedGroupProps): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "GroupPeople" });
  return privateMetadata(t("members"), group.title);
}

/** Everybody who belongs to a group, with the ways to reach them. */
export default async function GroupMembersPage(props: LedGroupProps) {
  const { locale, session, permit, group } = await readLedGroup(props);
  const query = await props.searchParams;
  const [t, { members, total, page, pages }] = await Promise.all([
    getTranslations({ locale, namespace: "GroupPeople" }),
    searchMembers(permit, "member", PageNumber.parse(query.page)),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.groupMembers(locale, group.slug)} session={session} part="work">
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <LedGroupHeading locale={locale} group={group} title={t("members")}>
          <p>{t("membersLead")}</p>
          <FlashMessage done={query.done} messages={{ removed: t("doneRemoved"), written: t("doneWrittenMember") }} />
          {typeof query.refused === "string" ? (
            <div role="alert">
              <Notice tone="stop">{t("refused_answered")}</Notice>
            </div>
          ) : null}
        </LedGroupHeading>
        <Section
          id="members"
          title={
            group.capacity === null
              ? t("places", { members: total })
              : t("placesOf", { members: total, capacity: String(group.capacity) })
          }
          icon={<UsersRound aria-hidden />}
        >
          {total === 0 ? <p>{t("membersNone")}</p> : null}
          {members.map((member) => (
            <MemberCard key={member.id} locale={locale} member={member}>
              <details className="fold rounded-field border-2 border-line open:border-edge">
                <summary className="flex min-h-12 list-none items-center gap-3 px-3.5 py-2">
                  {t("remove")}
                  <span className="sr-only">
                    : <bdi>{member.name}</bdi>
                  </span>
                </summary>
                <div className="grid gap-3 px-3.5 pb-4">
                  <p>{t("removeText")}</p>
                  <form
                    action={removeMemberAction.bind(null, locale, group.slug, member.id, { list: "members", page })}
                    className="grid"
                  >
                    <Button type="submit" kind="danger">
                      {t("removeSure")}
                      <span className="sr-only">
                        : <bdi>{member.name}</bdi>
                      </span>
                    </Button>
                  </form>
                </div>
              </details>
            </MemberCard>
          ))}
          <Pager
            locale={locale}
            heading="members"
            page={page}
            pages={pages}
            at={(of) => routes.groupMembers(locale, group.slug, { page: of })}
          />
        </Section>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <ButtonLink href={routes.writeDownMember(locale, group.slug)} kind="secondary">
            <UserPlus aria-hidden className="size-5" />
            {t("writeDown")}
          </ButtonLink>
          <TextLink href={routes.groupRequests(locale, group.slug)} className="inline-flex min-h-11 items-center">
            {t("requests")}
          </TextLink>
        </p>
      </div>
    </WorkspaceFrame>
  );
}
