import "server-only";
import { MailX } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Permit } from "@/features/access/policy";
import { releasePlacesAction } from "@/features/registration/actions";
import { canReleasePlaces, canSeeUnreachable } from "@/features/registration/policy";
import { listUnreachable } from "@/features/registration/queries";
import { formatNumericDateTime } from "@/i18n/formatting";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { Section } from "@/ui/section";
import { TextLink } from "@/ui/text-link";
import { LanguageForStaff } from "../../language-for-staff";
import { Pager } from "../../pager";
import { CrowdSearch, partOf } from "./crowd-search";
import { type CrowdProps, subjectOf } from "./manage-sections";

/** The unreachable parties: how to find them, and what to do with their places. Nothing if there are none. */
export async function ManageUnreachable({ locale, forumKey, forum, actor, find, page }: CrowdProps) {
  const permit = Permit.ask(canSeeUnreachable, actor, subjectOf(forum));
  const parties = permit ? await listUnreachable(permit) : [];
  if (parties.length === 0) return null;
  const mayRelease = Permit.ask(canReleasePlaces, actor, subjectOf(forum)) !== null && forum.state !== "past";
  const part = partOf(parties, page, find);
  const [t, manage] = await Promise.all([
    getTranslations({ locale, namespace: "Unreachable" }),
    getTranslations({ locale, namespace: "Manage" }),
  ]);
  return (
    <Section id="unreachable" title={t("title")} icon={<MailX aria-hidden />}>
      <p>
        {t("count", { count: parties.length })} {t("hint")}
      </p>
      <CrowdSearch locale={locale} forumKey={forumKey} list="unreachable" find={find} part={part} />
      <ul className="grid gap-3">
        {part.shown.map(({ id, code, names, spokenLanguage, phone, email, helper, since }) => (
          <li key={id} className="grid gap-2 rounded-card border border-line bg-surface p-4">
            <div className="min-w-0">
              <p className="font-semibold">
                <Names locale={locale} names={names} /> · <bdi dir="ltr">{code}</bdi>
              </p>
              <p className="text-sm text-ink-soft">
                {isSpokenLanguage(spokenLanguage) ? (
                  <LanguageForStaff locale={locale} language={spokenLanguage} />
                ) : null}
                {" · "}
                {t("since", { when: formatNumericDateTime(locale, since) })}
                {helper ? ` · ${manage("helper", { name: helper })}` : ""}
              </p>
              {email ? (
                <p className="text-sm">
                  {t("email")}{" "}
                  <bdi dir="ltr" className="break-all">
                    {email}
                  </bdi>
                </p>
              ) : null}
              {phone ? (
                <p className="text-sm">
                  {t("phone")}{" "}
                  <TextLink href={`tel:${phone}`} className="inline-flex min-h-11 items-center sm:min-h-6">
                    <bdi dir="ltr">{phone}</bdi>
                  </TextLink>
                </p>
              ) : null}
            </div>
            {mayRelease ? (
              <details className="fold rounded-field border-2 border-line">
                <summary className="flex min-h-11 list-none items-center px-3.5 py-2 font-semibold text-spruce">
                  {t("release")}
                  <span className="sr-only">: {code}</span>
                </summary>
                <form
                  action={releasePlacesAction.bind(null, locale, forumKey, id)}
                  className="grid justify-items-start gap-3 px-3.5 pb-4"
                >
                  <p>{t("releaseText")}</p>
                  <Button type="submit" kind="danger">
                    {t("releaseSure")}
                    <span className="sr-only">: {code}</span>
                  </Button>
                </form>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
      <Pager
        locale={locale}
        label={t("title")}
        heading="unreachable"
        page={part.page}
        pages={part.pages}
        at={(unreachable) => routes.manage(locale, forumKey, { find: find || undefined, unreachable })}
      />
    </Section>
  );
}
