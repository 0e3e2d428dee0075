import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { joinAction } from "@/features/group-members/actions";
import { emptyRequest, joinForm } from "@/features/group-members/components/member-form";
import { GroupWhen } from "@/features/groups/components/group-when";
import { findGroupPage } from "@/features/groups/queries";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { initialFormState } from "@/ui/form-answer";
import { Notice } from "@/ui/notice";
import { publicMetadata, titleOfForm } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { SigningUpPage } from "../../../signing-up-page";

interface Props {
  params: Promise<{ locale: string; slug: string }>;
}

/** Rendered for each visit, because each form has its own stamp, so that sending it twice makes one request. */
export const dynamic = "force-dynamic";

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { slug } = await params;
  const group = await findGroupPage(locale, slug);
  if (!group) notFound();
  return { locale, group };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, group } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "GroupJoin" });
  return publicMetadata({
    title: await titleOfForm(t("metaTitle", { title: group.text.title })),
    address: routes.joinGroup(locale, group.slug),
    listed: false,
  });
}

/** The short form with which somebody asks to come to a group. */
export default async function JoinGroupPage(props: Props) {
  const { locale, group } = await readParams(props);
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "GroupJoin" }),
    getTranslations({ locale, namespace: "Group" }),
  ]);
  const full = group.state === "full";
  return (
    <SigningUpPage
      locale={locale}
      path={routes.joinGroup(locale, group.slug)}
      section="groups"
      contact={group.contact}
      heading={full ? t("titleFull") : t("title")}
      subject={group.text}
      when={<GroupWhen locale={locale} usually={group.usually} />}
      intro={full ? <Notice tone="care">{t("fullIntro")}</Notice> : null}
      form={
        group.state === "ended" ? null : (
          <Form
            action={joinAction.bind(null, locale, group.slug)}
            initial={initialFormState(emptyRequest(locale, group))}
            {...(await joinForm(locale, group, full))}
          />
        )
      }
      closed={
        <Notice tone="stop" title={words("endedTitle")}>
          {words("endedText")}
        </Notice>
      }
      back={{ href: routes.group(locale, group.slug), text: t("back") }}
    />
  );
}
