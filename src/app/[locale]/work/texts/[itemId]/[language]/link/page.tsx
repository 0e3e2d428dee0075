import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { giveTextLinkAction } from "@/features/content/actions";
import { canGiveTextLink } from "@/features/content/policy";
import { findGivenLink } from "@/features/content/queries";
import { LINK_DAYS } from "@/features/content/schema";
import { formatNumericDate } from "@/i18n/formatting";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { privateMetadata } from "../../../../../../page-metadata";
import { GiveLink, holderField } from "../../../../../give-link";
import { WorkspaceFrame } from "../../../../../workspace-frame";
import { findAddressedText, type TextParams } from "../addressed-text";

interface Props {
  params: TextParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

async function readText({ params }: Props) {
  const { locale, session, subject } = await findAddressedText(params, routes.textLink);
  return { locale, session, permit: permitOr404(canGiveTextLink, session.actor, subject) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, permit } = await readText(props);
  const t = await getTranslations({ locale, namespace: "TextLinks" });
  return privateMetadata(t.markup("give", { language: ownNameOf(permit.subject.language), b: (name) => name }));
}

/** Where staff make a translation link for a volunteer, and see it this once. */
export default async function TextLinkPage(props: Props) {
  const { locale, session, permit } = await readText(props);
  const { itemId, language, forumId } = permit.subject;
  const { given: id } = await props.searchParams;
  const [t, labels, given] = await Promise.all([
    getTranslations({ locale, namespace: "TextLinks" }),
    getTranslations({ locale, namespace: "TextLinks" }).then((words) => formLabels(locale, words("submit"))),
    Id.safeParse(id).success ? findGivenLink(permit, String(id)) : null,
  ]);
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.textLink(locale, itemId, language)}
      session={session}
      part="texts"
      typing
    >
      <GiveLink
        title={t.rich("give", {
          language: ownNameOf(language),
          b: (name) => <bdi {...languageOf(language, locale)}>{name}</bdi>,
        })}
        lead={t("lead")}
        back={{ href: routes.text(locale, itemId, language), label: t("back") }}
        given={
          given && {
            title: t("givenTitle", { holder: given.holder }),
            path: routes.translate(locale, given.token),
            text: `${t(given.oneText ? "givenText" : "givenForum", { date: formatNumericDate(given.expiresAt) })} ${t("givenOnce")}`,
            copy: t("copy"),
            copied: t("copied"),
          }
        }
      >
        <Form
          action={giveTextLinkAction.bind(null, locale, itemId, language)}
          initial={initialFormState({ scope: forumId ? "forum" : "text", days: "30" })}
          lists={{
            scopes: [...(forumId ? [{ value: "forum", label: t("forum") }] : []), { value: "text", label: t("text") }],
            days: LINK_DAYS.map((days) => ({ value: days, label: t("days", { count: Number(days) }) })),
          }}
          steps={[
            {
              id: "link",
              fields: [
                holderField(t("holder"), t("holderHint")),
                { kind: "radios", name: "scope", label: t("scope"), options: "scopes" },
                { kind: "select", name: "days", label: t("validFor"), options: "days" },
              ],
            },
          ]}
          words={labels}
        />
      </GiveLink>
    </WorkspaceFrame>
  );
}
