import { DoorOpen, HandHeart, Pencil, ShieldCheck, Undo2, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { askAgainAction, leaveGroupAction, renewMemberLinkAction } from "@/features/group-members/actions";
import { noteMemberOpened } from "@/features/group-members/commands";
import { MemberMeetings } from "@/features/group-members/components/member-meetings";
import { MemberState, stateTitle } from "@/features/group-members/components/member-state";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { ContactLine } from "@/ui/contact-line";
import { FlashMessage } from "@/ui/flash-message";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { SiteFrame } from "../../../site-frame";
import { KeptLink, RefusedAddresses, RenewLink } from "../../personal-link";
import { type MemberProps, readMember } from "./read-member";

export const dynamic = "force-dynamic";

interface Props extends MemberProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, member } = await readMember(props);
  return privateMetadata(await stateTitle(locale, member), member.group.text.title);
}

/** What has become of somebody's request to come to a group; for its members, when and where it meets. */
export default async function MemberPage(props: Props) {
  const { locale, member } = await readMember(props);
  const { done } = await props.searchParams;
  const [t, forum] = await Promise.all([
    getTranslations({ locale, namespace: "GroupMember" }),
    getTranslations({ locale, namespace: "Forum" }),
  ]);
  const { group, status, token, refused } = member;
  // Somebody who reads this has been reached, so nobody has to look for them.
  if (refused.length > 0) await noteMemberOpened(token);
  const path = routes.member(locale, token);
  const here = status === "asked" || status === "waiting" || status === "member";
  const over = group.state === "ended";
  return (
    <SiteFrame locale={locale} path={path} slim>
      <div className="mx-auto grid max-w-2xl gap-5 sm:gap-6">
        <FlashMessage
          done={done}
          messages={{
            changed: t("doneChanged"),
            renewed: t("doneRenewed"),
            again_many: { text: t("againMany"), tone: "care" },
            renew_many: { text: t("renewMany"), tone: "care" },
            ...(here && !over && { again: t("doneAgain"), back: t("doneBack") }),
          }}
        />
        {here && refused.length > 0 ? (
          <RefusedAddresses addresses={refused} title={t("refusedTitle")} text={t("refusedText")} />
        ) : null}
        <MemberState locale={locale} member={member} />
        {here && !over ? <MemberMeetings locale={locale} member={member} /> : null}
        {here && !over ? (
          <div className="grid gap-4 print:hidden">
            <KeptLink locale={locale} path={path} text={t("keep")} />
            {status === "member" ? null : <AnswerGoesTo locale={locale} member={member} />}
            <p>
              <Link href={routes.memberContact(locale, token)} className={buttonClass("secondary")}>
                <Pencil aria-hidden className="size-5" />
                {t("change")}
              </Link>
            </p>
            <form action={leaveGroupAction.bind(null, locale, token)} className="grid gap-1">
              <p>
                <Button type="submit" kind="danger">
                  <DoorOpen aria-hidden className="size-5" />
                  {status === "member" ? t("leave") : t("leaveAsked")}
                </Button>
              </p>
              <p className="text-sm text-ink-soft">{t("leaveHint")}</p>
            </form>
            <RenewLink
              action={renewMemberLinkAction.bind(null, locale, token)}
              title={t("renewTitle")}
              text={t("renewText")}
              button={t("renew")}
            />
          </div>
        ) : null}
        {here || over ? null : (
          <form action={askAgainAction.bind(null, locale, token)} className="grid gap-1 print:hidden">
            <p>
              <Button type="submit" kind={member.mayUndo ? "primary" : "secondary"}>
                {member.mayUndo ? (
                  <Undo2 aria-hidden className="size-5 rtl:-scale-x-100" />
                ) : (
                  <HandHeart aria-hidden className="size-5" />
                )}
                {member.mayUndo ? t("undo") : t("again")}
              </Button>
            </p>
            {member.mayUndo ? null : <p className="text-sm text-ink-soft">{t("againHint")}</p>}
          </form>
        )}
        <p className="grid justify-items-start gap-x-6 print:hidden sm:flex sm:flex-wrap">
          <Link
            href={routes.group(locale, group.slug)}
            className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
          >
            <UsersRound aria-hidden className="size-5" />
            {t("groupPage")}
          </Link>
          <Link
            href={routes.memberData(locale, token)}
            className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
          >
            <ShieldCheck aria-hidden className="size-5" />
            {t("myData")}
          </Link>
        </p>
        <div className="grid gap-1">
          <h2 className="text-lg">{forum("contact")}</h2>
          <ContactLine {...group.contact} />
        </div>
      </div>
    </SiteFrame>
  );
}

/** Where the answer goes: who asked for a call is called; nothing for people who only keep a picture of the page. */
async function AnswerGoesTo({ locale, member }: Pick<Awaited<ReturnType<typeof readMember>>, "locale" | "member">) {
  const t = await getTranslations({ locale, namespace: "GroupMember" });
  const { phone, email, contactWay, refused } = member;
  const address = [email, phone].find((each) => each && !refused.includes(each));
  if (!address) return null;
  // Numbers and addresses run left to right in every language.
  return (
    <p>
      {contactWay === "call" && phone
        ? t("call", { phone: `\u2066${phone}\u2069` })
        : t("sentTo", { address: `\u2066${address}\u2069` })}
    </p>
  );
}
