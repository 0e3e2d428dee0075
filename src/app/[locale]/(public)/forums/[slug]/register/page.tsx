import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ForumController } from "@/features/forums/components/controller";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { findForum } from "@/features/forums/queries";
import { takesRegistrations } from "@/features/forums/rules";
import { registerAction } from "@/features/registration/actions";
import { emptyValues } from "@/features/registration/components/form/form-values";
import { registrationForm } from "@/features/registration/components/form/registration-form";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Form } from "@/ui/form";
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

/** Rendered for each visit, because each form has its own stamp, so that sending it twice makes one registration. */
export const dynamic = "force-dynamic";

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { slug } = await params;
  const forum = await findForum(locale, slug);
  if (!forum) notFound();
  return { locale, forum };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "Register" });
  return publicMetadata({
    title: await titleOfForm(t("metaTitle", { title: forum.text.title })),
    address: routes.register(locale, forum.slug),
    listed: false,
  });
}

export default async function RegisterPage(props: Props) {
  const { locale, forum } = await readParams(props);
  const [t, forumWords, errors] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "Forum" }),
    getTranslations({ locale, namespace: "Errors" }),
  ]);
  const full = forum.state === "full";
  const open = takesRegistrations(forum.state);
  const why =
    forum.state === "past"
      ? forumWords("pastText")
      : forum.state === "cancelled"
        ? errors("cancelled")
        : forum.state === "drop_in"
          ? errors("no_registration")
          : forum.state === "unopened"
            ? errors("unopened")
            : errors("closed");
  return (
    <SiteFrame
      locale={locale}
      path={routes.register(locale, forum.slug)}
      section="forums"
      contact={forum.contact}
      typing={open}
    >
      <div className="mx-auto grid max-w-2xl gap-4 sm:gap-6">
        <header className="grid gap-1.5">
          <h1 className="text-3xl">{full ? t("titleWaiting") : t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            <Terms locale={forum.text.locale}>{forum.text.title}</Terms>
          </p>
          <p>
            <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} oneLine />
          </p>
        </header>
        {full ? <Notice tone="care">{t("fullIntro")}</Notice> : null}
        {open ? (
          <Form
            action={registerAction.bind(null, locale, forum.slug)}
            initial={{ values: emptyValues(locale, forum, full), errors: {}, alternativeSubmit: full, attempt: 0 }}
            {...(await registrationForm(locale, forum, "register", forum.slug))}
          />
        ) : (
          <>
            <Notice tone="stop">{why}</Notice>
            <PageHelp />
          </>
        )}
        <p>
          <Link href={routes.forum(locale, forum.slug)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("back")}
          </Link>
        </p>
        {open ? <ForumController locale={locale} forum={forum} /> : null}
      </div>
    </SiteFrame>
  );
}
