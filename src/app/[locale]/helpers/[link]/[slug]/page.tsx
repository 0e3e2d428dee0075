import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { ForumController } from "@/features/forums/components/controller";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { findForum } from "@/features/forums/queries";
import { takesRegistrations } from "@/features/forums/rules";
import { registerOthersAction } from "@/features/registration/actions";
import { emptyValues } from "@/features/registration/components/form/form-values";
import { registrationForm } from "@/features/registration/components/form/registration-form";
import { canRegisterOthers } from "@/features/registration/policy";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../link-or-session-frame";
import { localeOf } from "../../../locale-params";
import { readHelper } from "../read-helper";

interface Props {
  params: Promise<{ locale: string; link: string; slug: string }>;
}

export const dynamic = "force-dynamic";
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = await localeOf(params);
  const [t, forum] = await Promise.all([
    getTranslations({ locale, namespace: "Helper" }),
    findForum(locale, (await params).slug),
  ]);
  return privateMetadata(t("formTitle"), forum?.text.title);
}

/** Registers a family on their behalf. */
export default async function RegisterOthersPage(props: Props) {
  const { locale, token, actor, session } = await readHelper(props);
  const { slug } = await props.params;
  const forum = await findForum(locale, slug);
  if (!forum || !takesRegistrations(forum.state)) notFound();
  permitOr404(canRegisterOthers, actor, { forumId: forum.id });
  const full = forum.state === "full";
  const [t, register] = await Promise.all([
    getTranslations({ locale, namespace: "Helper" }),
    getTranslations({ locale, namespace: "Register" }),
  ]);
  return (
    <LinkOrSessionFrame
      locale={locale}
      path={routes.registerOthers(locale, token, slug)}
      session={session}
      contact={forum.contact}
      typing
    >
      <div className="mx-auto grid max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("formTitle")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <p>
            <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} oneLine />
          </p>
          <p>
            <Link href={routes.helper(locale, token)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
              {t("back")}
            </Link>
          </p>
        </header>
        {full ? <Notice tone="care">{register("fullIntro")}</Notice> : null}
        <Form
          action={registerOthersAction.bind(null, locale, token, slug)}
          initial={{ values: emptyValues(locale, forum, full), errors: {}, alternativeSubmit: full, attempt: 0 }}
          {...(await registrationForm(locale, forum, "behalf", forum.slug))}
        />
        <ForumController locale={locale} forum={forum} />
      </div>
    </LinkOrSessionFrame>
  );
}
