import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { changeContactAction } from "@/features/group-members/actions";
import { contactForm, contactValues } from "@/features/group-members/components/member-form";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { initialFormState } from "@/ui/form-answer";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { SiteFrame } from "../../../../site-frame";
import { type MemberProps, memberMetadata, readMember } from "../read-member";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: MemberProps) => memberMetadata(props, (t) => t("GroupMember.contactTitle"));

/** The form with which somebody in a group changes how they are reached. */
export default async function MemberContactPage(props: MemberProps) {
  const { locale, member } = await readMember(props);
  const { group, token, status, revision } = member;
  if (status === "left" || status === "pointed") redirect(routes.member(locale, token));
  const t = await getTranslations({ locale, namespace: "GroupMember" });
  return (
    <SiteFrame locale={locale} path={routes.memberContact(locale, token)} contact={group.contact} typing slim>
      <div className="mx-auto grid max-w-2xl gap-4 sm:gap-6">
        <header className="grid gap-1.5">
          <h1 className="text-3xl">{t("contactTitle")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(group.text.locale, locale)}>
            {group.text.title}
          </p>
        </header>
        <Form
          action={changeContactAction.bind(null, locale, token, revision)}
          initial={initialFormState(contactValues(member))}
          {...(await contactForm(locale))}
        />
        <p>
          <Link href={routes.member(locale, token)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("back")}
          </Link>
        </p>
      </div>
    </SiteFrame>
  );
}
