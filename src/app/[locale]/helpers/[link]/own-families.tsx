import "server-only";
import { Footprints } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Actor } from "@/features/access/schema";
import { permitOr404 } from "@/features/accounts/actor";
import { searchOwnFamilies } from "@/features/registration/people/queries";
import { canSeeOwnFamilies } from "@/features/registration/policy";
import { formatDate, formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { TextField } from "@/ui/field";
import { SearchForm } from "@/ui/search-form";
import { Section } from "@/ui/section";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { partyTag } from "../../manage/[forumKey]/people/party-tag";
import { Pager } from "../../pager";

interface Props {
  locale: Locale;
  /** The page's key: a helper's link, or `own`. */
  link: string;
  actor: Actor;
  find: string;
  page: number;
}

/** The families that the helper registered, with the code to say at the door and how each stands. Nothing if there are none. */
export async function OwnFamilies({ locale, link, actor, find, page: wanted }: Props) {
  const permit = permitOr404(canSeeOwnFamilies, actor, { helperId: actor.id ?? "" });
  const { families, all, total, page, pages } = await searchOwnFamilies(permit, locale, { text: find, page: wanted });
  if (all === 0) return null;
  const [t, people, lists, spoken, tag] = await Promise.all([
    getTranslations({ locale, namespace: "OwnFamilies" }),
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "StaffLists" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    partyTag(locale),
  ]);
  return (
    <Section id="families" title={t("title")} icon={<Footprints aria-hidden />}>
      <p>{t("hint")}</p>
      {all > families.length || find ? (
        <SearchForm action={routes.helper(locale, link)} to="families" submit={people("find")}>
          <div className="min-w-0 grow basis-56">
            <TextField
              id="find-family"
              name="find"
              type="search"
              label={t("search")}
              defaultValue={find}
              maxLength={100}
              autoComplete="off"
            />
          </div>
        </SearchForm>
      ) : null}
      <p className="font-semibold">{t("count", { count: total })}</p>
      {find ? (
        <p>
          <TextLink href={`${routes.helper(locale, link)}#families`} className="inline-flex min-h-11 items-center">
            {lists("clear")}
          </TextLink>
        </p>
      ) : null}
      {families.length > 0 ? (
        <Table
          caption={t("title")}
          brief={[1, 2]}
          head={[people("people"), people("code"), people("state"), people("language"), t("forum"), t("registered")]}
          rows={families.map(({ code, names, status, spokenLanguage, forum, registeredAt }) => [
            <Names key="names" locale={locale} names={names} />,
            <bdi key="code" dir="ltr" className="font-mono font-bold">
              {code}
            </bdi>,
            <Tag key="state" tone={tag(status).tone}>
              {tag(status).words}
            </Tag>,
            isSpokenLanguage(spokenLanguage) ? <bdi key="language">{spoken(spokenLanguage)}</bdi> : "–",
            <span key="forum" className="grid">
              <span {...languageOf(forum.locale, locale)}>{forum.title}</span>
              <time dateTime={forum.startsAt.toISOString()} className="text-ink-soft">
                {formatDate(locale, forum.startsAt)}
              </time>
            </span>,
            formatNumericDateTime(locale, registeredAt),
          ])}
        />
      ) : null}
      <Pager
        locale={locale}
        label={t("title")}
        heading="families"
        page={page}
        pages={pages}
        at={(families) => routes.helper(locale, link, { find: find || undefined, families })}
      />
    </Section>
  );
}
