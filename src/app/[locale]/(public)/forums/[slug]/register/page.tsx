import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ForumController } from "@/features/forums/components/controller";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { findForum } from "@/features/forums/queries";
import { type ForumState, takesRegistrations } from "@/features/forums/rules";
import { registerAction } from "@/features/registration/actions";
import { emptyValues } from "@/features/registration/components/form/form-values";
import { registrationForm } from "@/features/registration/components/form/registration-form";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { Notice } from "@/ui/notice";
import { publicMetadata, titleOfForm } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { SigningUpPage } from "../../../signing-up-page";

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
  const t = await getTranslations({ locale, namespace: "Register" });
  const full = forum.state === "full";
  const open = takesRegistrations(forum.state);
  return (
    <SigningUpPage
      locale={locale}
      path={routes.register(locale, forum.slug)}
      section="forums"
      contact={forum.contact}
      heading={full ? t("titleWaiting") : t("title")}
      subject={forum.text}
      when={<ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} oneLine />}
      intro={full ? <Notice tone="care">{t("fullIntro")}</Notice> : null}
      form={
        open ? (
          <Form
            action={registerAction.bind(null, locale, forum.slug)}
            initial={{ values: emptyValues(locale, forum, full), errors: {}, alternativeSubmit: full, attempt: 0 }}
            {...(await registrationForm(locale, forum, "register", forum.slug))}
          />
        ) : null
      }
      closed={<Notice tone="stop">{await whyClosed(locale, forum.state)}</Notice>}
      back={{ href: routes.forum(locale, forum.slug), text: t("back") }}
    >
      {open ? <ForumController locale={locale} forum={forum} /> : null}
    </SigningUpPage>
  );
}

/** Why a forum takes no registrations. */
async function whyClosed(locale: Locale, state: ForumState): Promise<string> {
  const [forum, errors] = await Promise.all([
    getTranslations({ locale, namespace: "Forum" }),
    getTranslations({ locale, namespace: "Errors" }),
  ]);
  switch (state) {
    case "past":
      return forum("pastText");
    case "cancelled":
      return errors("cancelled");
    case "drop_in":
      return errors("no_registration");
    case "unopened":
      return errors("unopened");
    default:
      return errors("closed");
  }
}
