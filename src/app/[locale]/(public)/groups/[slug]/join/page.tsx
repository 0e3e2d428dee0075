import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { joinAction } from "@/features/group-members/actions";
import { emptyRequest, joinForm } from "@/features/group-members/components/member-form";
import { GroupWhen } from "@/features/groups/components/group-when";
import { findGroupPage } from "@/features/groups/queries";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Form } from "@/ui/form";
import { initialFormState } from "@/ui/form-answer";
import { PageHelp } from "@/ui/help-context";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { TEXT_LINK } from "@/ui/text-link";
import { publicMetadata, titleOfForm } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { SiteFrame } from "../../../../site-frame";

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
  const open = group.state !== "ended";
  return (
    <SiteFrame
      locale={locale}
      path={routes.joinGroup(locale, group.slug)}
      section="groups"
      contact={group.contact}
      typing={open}
    >
      <div className="mx-auto grid max-w-2xl gap-4 sm:gap-6">
        <header className="grid gap-1.5">
          <h1 className="text-3xl">{full ? t("titleFull") : t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(group.text.locale, locale)}>
            <Terms locale={group.text.locale}>{group.text.title}</Terms>
          </p>
          <p>
            <GroupWhen locale={locale} usually={group.usually} />
          </p>
        </header>
        {full ? <Notice tone="care">{t("fullIntro")}</Notice> : null}
        {open ? (
          <Form
            action={joinAction.bind(null, locale, group.slug)}
            initial={initialFormState(emptyRequest(locale, group))}
            {...(await joinForm(locale, group, full))}
          />
        ) : (
          <>
            <Notice tone="stop" title={words("endedTitle")}>
              {words("endedText")}
            </Notice>
            <PageHelp />
          </>
        )}
        <p>
          <Link href={routes.group(locale, group.slug)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("back")}
          </Link>
        </p>
      </div>
    </SiteFrame>
  );
}
