import { getTranslations } from "next-intl/server";
import { eraseMemberAction } from "@/features/privacy/actions";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHelp } from "@/ui/help-context";
import { Link } from "@/ui/link";
import { SiteFrame } from "../../../../site-frame";
import { type MemberProps, memberMetadata, readMember } from "../read-member";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: MemberProps) => memberMetadata(props, (t) => t("GroupMember.eraseTitle"));

/** Asks for confirmation, because erased data cannot be restored. */
export default async function EraseMemberPage(props: MemberProps) {
  const { locale, member } = await readMember(props);
  const { group, token } = member;
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "GroupMember" }),
    getTranslations({ locale, namespace: "MyData" }),
  ]);
  return (
    <SiteFrame locale={locale} path={routes.eraseMember(locale, token)} contact={group.contact} slim>
      <Card className="mx-auto grid max-w-2xl gap-5">
        <h1 className="text-2xl">{t("eraseTitle")}</h1>
        <p>
          {t.rich("eraseText", {
            title: group.text.title,
            b: (title) => <bdi {...languageOf(group.text.locale, locale)}>{title}</bdi>,
          })}
        </p>
        <PageHelp />
        <form action={eraseMemberAction.bind(null, locale, token)} className="flex flex-wrap gap-3">
          <Button type="submit" kind="danger">
            {words("eraseConfirm")}
          </Button>
          <Link href={routes.memberData(locale, token)} className={buttonClass("secondary")}>
            {words("eraseKeep")}
          </Link>
        </form>
      </Card>
    </SiteFrame>
  );
}
