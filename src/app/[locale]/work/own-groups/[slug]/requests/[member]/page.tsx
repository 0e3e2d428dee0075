import { CornerUpRight } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Id } from "@/features/access/schema";
import { MemberCard } from "@/features/group-members/components/member-card";
import { findRequest } from "@/features/group-members/queries";
import { pointElsewhereAction } from "@/features/group-members/tutor/actions";
import { GroupStateTag } from "@/features/groups/components/group-state-tag";
import { GroupWhen } from "@/features/groups/components/group-when";
import { SpokenTags } from "@/features/groups/components/spoken-tags";
import { listGroupFacets, searchGroups } from "@/features/groups/queries";
import { GroupFilterSchema } from "@/features/groups/schema";
import { collator } from "@/i18n/formatting";
import { languageOf } from "@/i18n/localized";
import { PageNumber } from "@/i18n/page-number";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { Found, SearchForm } from "@/ui/search-form";
import { Section } from "@/ui/section";
import { privateMetadata } from "../../../../../../page-metadata";
import { Pager } from "../../../../../pager";
import { WorkspaceFrame } from "../../../../../workspace-frame";
import { LedGroupHeading } from "../../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../../read-led-group";

interface Props extends LedGroupProps {
  params: Promise<{ locale: string; slug: string; member: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "GroupPeople" });
  return privateMetadata(t("point"), group.title);
}

/** Where whoever leads a group tells somebody that it cannot take them, and points them to another: with a search for one. */
export default async function PointElsewherePage(props: Props) {
  const { locale, session, permit, group } = await readLedGroup(props);
  const wanted = Id.safeParse((await props.params).member);
  const member = wanted.success ? await findRequest(permit, wanted.data) : null;
  if (!member) notFound();
  const query = await props.searchParams;
  const page = PageNumber.parse(query.page);
  // Before the first search: their language, wherever it is.
  const filter = GroupFilterSchema.pick({ language: true, place: true }).parse(
    "language" in query || "place" in query ? query : { language: member.spokenLanguage },
  );
  const [t, words, facets, found] = await Promise.all([
    getTranslations({ locale, namespace: "GroupPeople" }),
    getTranslations({ locale }),
    listGroupFacets(),
    searchGroups(locale, { ...filter, places: "open", page }),
  ]);
  const places = await Promise.all(facets.places.map(async (key) => ({ key, ...(await placeName(locale, key)) })));
  const languages = facets.languages.map(({ language }) => language);
  const others = found.groups.filter(({ id }) => id !== group.id);
  const at = (of: number) => routes.groupRequest(locale, group.slug, member.id, { ...filter, page: of });
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.groupRequest(locale, group.slug, member.id)}
      session={session}
      part="work"
    >
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <LedGroupHeading locale={locale} group={group} title={t("point")}>
          <p>{t("pointLead")}</p>
        </LedGroupHeading>
        <MemberCard locale={locale} member={member} level={2} />
        <Section id="others" title={t("others")} icon={<CornerUpRight aria-hidden className="rtl:-scale-x-100" />}>
          <SearchForm action={routes.groupRequest(locale, group.slug, member.id)} submit={t("search")}>
            <div className="min-w-0 grow basis-44">
              <SelectField
                id="language"
                name="language"
                label={words("Groups.language")}
                defaultValue={filter.language ?? ""}
              >
                <option value="">{words("Groups.anyLanguage")}</option>
                {[...new Set([member.spokenLanguage, ...languages])].map((language) => (
                  <option key={language} value={language} lang={language}>
                    {SPOKEN_LANGUAGES[language].name}
                  </option>
                ))}
              </SelectField>
            </div>
            <div className="min-w-0 grow basis-44">
              <SelectField id="place" name="place" label={words("Groups.place")} defaultValue={filter.place ?? ""}>
                <option value="">{words("Groups.anyPlace")}</option>
                {places
                  .toSorted((a, b) => collator(locale).compare(a.name, b.name))
                  .map(({ key, name, lang }) => (
                    <option key={key} value={key} lang={lang}>
                      {name}
                    </option>
                  ))}
              </SelectField>
            </div>
          </SearchForm>
          <Found level={3}>{words("Groups.count", { count: others.length === 0 ? 0 : found.total })}</Found>
          {others.length === 0 ? <p>{t("othersNone")}</p> : null}
          <ul className="grid gap-4">
            {others.map(async (other) => {
              const place = await placeName(locale, other.place);
              return (
                <li key={other.id} className="grid gap-2 rounded-card border border-line bg-surface p-4">
                  <SpokenTags languages={other.languages} />
                  <h4 className="text-lg" {...languageOf(other.text.locale, locale)}>
                    {other.text.title}
                  </h4>
                  <p>
                    <bdi lang={place.lang}>{place.name}</bdi>
                    {other.district ? (
                      <>
                        {" · "}
                        <bdi lang="fi">{other.district}</bdi>
                      </>
                    ) : null}
                    <br />
                    <GroupWhen locale={locale} usually={other.usually} />
                  </p>
                  <p>
                    <GroupStateTag locale={locale} state={other.state} />
                  </p>
                  <form
                    action={pointElsewhereAction.bind(null, locale, group.slug, member.id, other.slug)}
                    className="grid"
                  >
                    <Button type="submit" kind="secondary">
                      {t("suggest")}
                      <span className="sr-only">
                        {": "}
                        <bdi {...languageOf(other.text.locale, locale)}>{other.text.title}</bdi>
                      </span>
                    </Button>
                  </form>
                </li>
              );
            })}
          </ul>
          <Pager locale={locale} page={page} pages={found.pages} at={at} />
        </Section>
        <section className="grid gap-3">
          <p>{t("noneText")}</p>
          <form action={pointElsewhereAction.bind(null, locale, group.slug, member.id, null)} className="grid">
            <Button type="submit" kind="danger">
              {t("cannotTake")}
              <span className="sr-only">
                : <bdi>{member.name}</bdi>
              </span>
            </Button>
          </form>
        </section>
      </div>
    </WorkspaceFrame>
  );
}
