import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { registerArrivalsAction } from "@/features/door/actions";
import { ForumController } from "@/features/forums/components/controller";
import { arrivalsForm } from "@/features/registration/components/form/arrivals-form";
import { canRegisterAtDoor } from "@/features/registration/policy";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../link-or-session-frame";
import { type DoorProps, readDoor } from "../read-door";

export const dynamic = "force-dynamic";

export async function generateMetadata(props: DoorProps): Promise<Metadata> {
  const { locale, forum } = await readDoor(props);
  const t = await getTranslations({ locale, namespace: "Door" });
  return privateMetadata(t("registerTitle"), forum.text.title);
}

/** Registers people who came without a registration, on the forum's day. */
export default async function RegisterAtDoorPage(props: DoorProps) {
  const { locale, key, actor, subject, forum, session } = await readDoor(props);
  permitOr404(canRegisterAtDoor, actor, subject);
  if (forum.state === "cancelled" || forum.registrationClosesAt === null || forum.closedAt !== null) notFound();
  const [t, form] = await Promise.all([getTranslations({ locale, namespace: "Door" }), arrivalsForm(locale, forum)]);
  return (
    <LinkOrSessionFrame locale={locale} path={routes.doorRegister(locale, key)} session={session} typing>
      <div className="mx-auto grid w-full max-w-2xl gap-5">
        <header className="grid gap-2">
          <h1 className="text-2xl sm:text-3xl">{t("registerTitle")}</h1>
          <p className="font-display text-lg font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <p>{t("registerLead")}</p>
          <p>
            <TextLink href={routes.door(locale, key)} className="inline-flex min-h-11 items-center">
              {t("backToDoor")}
            </TextLink>
          </p>
        </header>
        <Form action={registerArrivalsAction.bind(null, locale, key)} {...form} />
        <ForumController locale={locale} forum={forum} />
      </div>
    </LinkOrSessionFrame>
  );
}
