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
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { privateMetadata } from "../../../../page-metadata";
import { GiveLink, holderField } from "../../../give-link";
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
  return (
    <LinkOrSessionFrame locale={locale} path={routes.doorLink(locale, forumKey)} session={session} typing>
      <GiveLink
        title={t("title")}
        of={
          <p className="font-display text-xl font-bold" {...languageOf(forum.text.locale, locale)}>
            {forum.text.title}
          </p>
        }
        lead={t("lead")}
        back={{ href: routes.manage(locale, forumKey), label: t("back") }}
        given={
          given && {
            title: t("givenTitle", { holder: given.holder }),
            path: routes.door(locale, given.token),
            text: t("givenText", { date: formatDateInSentence(locale, forum.startsAt) }),
            copy: t("copy"),
            copied: t("copied"),
          }
        }
      >
        <Form
          action={giveDoorLinkAction.bind(null, locale, forumKey)}
          initial={initialFormState({ holder: "" })}
          steps={[{ id: "link", fields: [holderField(t("holder"), t("holderHint"))] }]}
          words={await formLabels(locale, t("submit"))}
        />
        <p className="text-sm text-ink-soft">{t("withdraw")}</p>
      </GiveLink>
    </LinkOrSessionFrame>
  );
}
