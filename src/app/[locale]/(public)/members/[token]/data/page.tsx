import { Download, Trash2 } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { MemberAttendance } from "@/features/group-attendance/components/member-attendance";
import { MemberData } from "@/features/group-members/components/member-data";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { PageHelp } from "@/ui/help-context";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { SiteFrame } from "../../../../site-frame";
import { type MemberProps, memberMetadata, readMember } from "../read-member";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: MemberProps) => memberMetadata(props, (t) => t("GroupMember.myData"));

/** Everything the portal knows about somebody in a group, as a page and as a file, and the way to erase it. */
export default async function MemberDataPage(props: MemberProps) {
  const { locale, member } = await readMember(props);
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "GroupMember" }),
    getTranslations({ locale, namespace: "MyData" }),
  ]);
  const { group, token } = member;
  return (
    <SiteFrame locale={locale} path={routes.memberData(locale, token)} contact={group.contact} slim>
      <div className="mx-auto grid max-w-2xl gap-6">
        <h1 className="text-3xl">{t("myData")}</h1>
        <MemberData locale={locale} member={member} />
        <MemberAttendance locale={locale} memberId={member.id} />
        <PageHelp />
        <p className="flex flex-wrap gap-3">
          <a href={routes.memberDataFile(locale, token)} download className={buttonClass("secondary")}>
            <Download aria-hidden className="size-5" />
            {words("download")}
          </a>
          <Link href={routes.eraseMember(locale, token)} className={buttonClass("danger")}>
            <Trash2 aria-hidden className="size-5" />
            {t("erase")}
          </Link>
        </p>
        <p>
          <Link href={routes.member(locale, token)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("back")}
          </Link>
        </p>
      </div>
    </SiteFrame>
  );
}
