import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { giveDoorLinkAction } from "@/features/door/actions";
import { canGiveDoorLink } from "@/features/door/policy";
import { findDoorSubject, findGivenDoorLink } from "@/features/door/queries";
import { formatDateInSentence } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { GivenLink } from "@/ui/given-link";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../link-or-session-frame";
import { subjectOf } from "../manage-sections";
import { type ManageProps, readManagedForum } from "../read-managed-forum";

interface Props extends ManageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readManagedForum(props, "door-link");
  const t = await getTranslations({ locale, namespace: "DoorLinks" });
  return privateMetadata(t("title"), forum.text.title);
}

/** Where whoever arranges a forum makes a link to its door, and sees it this once. Not found once the day is over. */
export default async function DoorLinkPage(props: Props) {
  const { locale, forumKey, forum, actor, session } = await readManagedForum(props, "door-link");
  const permit = permitOr404(canGiveDoorLink, actor, subjectOf(forum));
  const door = await findDoorSubject(forum.id);
  if (!door || door.day === "after" || forum.state === "cancelled") notFound();
  const { given: id } = await props.searchParams;
  const [t, given] = await Promise.all([
    getTranslations({ locale, namespace: "DoorLinks" }),
    Id.safeParse(id).success ? findGivenDoorLink(permit, String(id)) : null,
  ]);
  const address = given && `${env().APP_URL}${routes.door(locale, given.token)}`;
  return (
    <LinkOrSessionFrame locale={locale} path={routes.doorLink(locale, forumKey)} session={session} typing>
      <div className="mx-auto grid w-full max-w-2xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
          <p>{t("lead")}</p>
          <p>
            <TextLink href={routes.manage(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </header>
        {given && address ? (
          <GivenLink
            title={t("givenTitle", { holder: given.holder })}
            address={address}
            copy={t("copy")}
            copied={t("copied")}
          >
            <p>{t("givenText", { date: formatDateInSentence(locale, forum.startsAt) })}</p>
          </GivenLink>
        ) : null}
        <Form
          action={giveDoorLinkAction.bind(null, locale, forumKey)}
          initial={initialFormState({ holder: "" })}
          steps={[
            {
              id: "link",
              fields: [
                {
                  kind: "text",
                  name: "holder",
                  label: t("holder"),
                  hint: t("holderHint"),
                  maxLength: 100,
                  required: true,
                },
              ],
            },
          ]}
          words={await formLabels(locale, t("submit"))}
        />
        <p className="text-sm text-ink-soft">{t("withdraw")}</p>
      </div>
    </LinkOrSessionFrame>
  );
}
