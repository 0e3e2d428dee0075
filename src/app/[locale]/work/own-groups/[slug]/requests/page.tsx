import { HeartHandshake, Hourglass, UserPlus, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { MemberCard } from "@/features/group-members/components/member-card";
import { countMembers, findRequest, type MemberView, searchMembers } from "@/features/group-members/queries";
import {
  putOnWaitingListAction,
  removeMemberAction,
  welcomeMemberAction,
} from "@/features/group-members/tutor/actions";
import { hasRoom } from "@/features/groups/rules";
import type { Locale } from "@/i18n/locales";
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
  return privateMetadata(t("requests"), group.title);
}

/** Who asks to come to a group and who waits for a place, in the order in which they asked, with the answers to give. */
export default async function GroupRequestsPage(props: LedGroupProps) {
  const { locale, session, permit, group } = await readLedGroup(props);
  const query = await props.searchParams;
  const [t, asked, waiting, counts] = await Promise.all([
    getTranslations({ locale, namespace: "GroupPeople" }),
    searchMembers(permit, "asked", PageNumber.parse(query.page)),
    searchMembers(permit, "waiting", PageNumber.parse(query.waiting)),
    countMembers(permit),
  ]);
  const open = { page: asked.page, waiting: waiting.page };
  const [first] = waiting.page === 1 ? waiting.members : [];
  const room = hasRoom(group, counts.member);
  const refusedOf = (id: string) => (query.of === id && typeof query.refused === "string" ? query.refused : undefined);
  const isHere = [...asked.members, ...waiting.members].some(({ id }) => id === query.of);
  const of = Id.safeParse(query.refused && !isHere ? query.of : null);
  // They stand on another page of a list: what was refused is said beside them all the same.
  const elsewhere = of.success ? await findRequest(permit, of.data) : null;
  return (
    <WorkspaceFrame locale={locale} path={routes.groupRequests(locale, group.slug)} session={session} part="work">
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <LedGroupHeading locale={locale} group={group} title={t("requests")}>
          <p>
            {group.capacity === null
              ? t("places", { members: counts.member })
              : t("placesOf", { members: counts.member, capacity: String(group.capacity) })}
          </p>
          <FlashMessage
            done={query.done}
            messages={{
              welcomed: t("doneWelcomed"),
              waiting: t("doneWaiting"),
              pointed: t("donePointed"),
              written: t("doneWritten"),
              removed: t("doneRemoved"),
            }}
          />
          {query.refused && !isHere && !elsewhere ? (
            <div role="alert">
              <Notice tone="stop">{t("refused_answered")}</Notice>
            </div>
          ) : null}
          {room && first ? <Notice tone="care">{t("free", { name: `\u2068${first.name}\u2069` })}</Notice> : null}
        </LedGroupHeading>
        {elsewhere ? (
          <MemberCard locale={locale} member={elsewhere} refused={refusedOf(elsewhere.id)} level={2}>
            <Answers locale={locale} slug={group.slug} member={elsewhere} open={open} />
          </MemberCard>
        ) : null}
        <Section id="asked" title={t("askedTitle", { count: asked.total })} icon={<HeartHandshake aria-hidden />}>
          {asked.total === 0 ? <p>{t("askedNone")}</p> : null}
          {asked.members.map((member) => (
            <MemberCard key={member.id} locale={locale} member={member} refused={refusedOf(member.id)}>
              <Answers locale={locale} slug={group.slug} member={member} open={open} />
            </MemberCard>
          ))}
          <Pager
            locale={locale}
            label={t("askedTitle", { count: asked.total })}
            heading="asked"
            page={asked.page}
            pages={asked.pages}
            at={(to) => routes.groupRequests(locale, group.slug, { ...open, page: to })}
          />
        </Section>
        {waiting.total > 0 ? (
          <Section id="waiting" title={t("waitingTitle", { count: waiting.total })} icon={<Hourglass aria-hidden />}>
            <ol start={waiting.before + 1} className="grid gap-4">
              {waiting.members.map((member, n) => (
                <li key={member.id}>
                  <MemberCard
                    locale={locale}
                    member={member}
                    position={waiting.before + n + 1}
                    refused={refusedOf(member.id)}
                  >
                    <Answers locale={locale} slug={group.slug} member={member} open={open} />
                  </MemberCard>
                </li>
              ))}
            </ol>
            <Pager
              locale={locale}
              label={t("waitingTitle", { count: waiting.total })}
              heading="waiting"
              page={waiting.page}
              pages={waiting.pages}
              at={(to) => routes.groupRequests(locale, group.slug, { ...open, waiting: to })}
            />
          </Section>
        ) : null}
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <ButtonLink href={routes.writeDownMember(locale, group.slug)} kind="secondary">
            <UserPlus aria-hidden className="size-5" />
            {t("writeDown")}
          </ButtonLink>
          <TextLink href={routes.groupMembers(locale, group.slug)} className="inline-flex min-h-11 items-center gap-2">
            <UsersRound aria-hidden className="size-5" />
            {t("members")}
          </TextLink>
        </p>
      </div>
    </WorkspaceFrame>
  );
}

interface AnswersProps {
  locale: Locale;
  slug: string;
  member: MemberView;
  /** The pages of the two lists to which an answer leads back. */
  open: { page: number; waiting: number };
}

/** What can be answered to somebody who asks, or who waits. */
async function Answers({ locale, slug, member, open }: AnswersProps) {
  const t = await getTranslations({ locale, namespace: "GroupPeople" });
  const name = (
    <span className="sr-only">
      : <bdi>{member.name}</bdi>
    </span>
  );
  return (
    <div className="grid gap-2 sm:flex sm:flex-wrap">
      <form action={welcomeMemberAction.bind(null, locale, slug, member.id, open)} className="grid">
        <Button type="submit">
          <HeartHandshake aria-hidden className="size-5" />
          {t("welcome")}
          {name}
        </Button>
      </form>
      {member.status === "asked" ? (
        <form action={putOnWaitingListAction.bind(null, locale, slug, member.id, open)} className="grid">
          <Button type="submit" kind="secondary">
            <Hourglass aria-hidden className="size-5" />
            {t("putOnList")}
            {name}
          </Button>
        </form>
      ) : null}
      <ButtonLink href={routes.groupRequest(locale, slug, member.id)} kind="secondary">
        {t("point")}
        {name}
      </ButtonLink>
      {member.status === "waiting" ? (
        <form
          action={removeMemberAction.bind(null, locale, slug, member.id, { list: "requests", ...open })}
          className="grid"
        >
          <Button type="submit" kind="danger">
            {t("takeOff")}
            {name}
          </Button>
        </form>
      ) : null}
    </div>
  );
}
