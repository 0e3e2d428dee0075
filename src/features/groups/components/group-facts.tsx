import { Baby, CalendarDays, DoorOpen, MapPin, MessageCircle, Repeat, Users, Video } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { finnishNameOf } from "@/i18n/municipalities";
import { placeName } from "@/i18n/place-name";
import { Card } from "@/ui/card";
import { SummaryListItem } from "@/ui/summary-list-item";
import { TextLink } from "@/ui/text-link";
import type { GroupView } from "../queries";
import { GroupMeetings } from "./group-details";
import { GroupWhen } from "./group-when";
import { SpokenTags } from "./spoken-tags";

/** Where a group meets, as far as it has that public, with the way on a map. */
export async function GroupPlace({ locale, group }: { locale: Locale; group: GroupView }) {
  const [t, place] = await Promise.all([
    getTranslations({ locale, namespace: "Group" }),
    placeName(locale, group.place),
  ]);
  const map = group.address
    ? `https://www.openstreetmap.org/search?query=${encodeURIComponent(`${group.address}, ${finnishNameOf(group.place)}`)}`
    : null;
  return (
    <>
      {group.placeName ? (
        <>
          <bdi lang="fi">{group.placeName}</bdi>
          <br />
        </>
      ) : null}
      <span className={group.placeName ? "font-normal" : ""}>
        {group.address ? (
          <>
            <bdi lang="fi">{group.address}</bdi>,{" "}
          </>
        ) : null}
        {group.district ? (
          <>
            <bdi lang="fi">{group.district}</bdi>,{" "}
          </>
        ) : null}
        <bdi lang={place.lang}>{place.name}</bdi>
      </span>
      {map ? (
        <span className="print:hidden">
          <br />
          <TextLink href={map} rel="noreferrer" className="inline-flex min-h-11 items-center">
            {t("route")}
          </TextLink>
        </span>
      ) : null}
    </>
  );
}

/** When and where a group meets, in which languages, for whom, and its next meetings; of one that has ended, where it met. */
export async function GroupFacts({
  locale,
  group,
  preview = false,
}: {
  locale: Locale;
  group: GroupView;
  preview?: boolean;
}) {
  const [t, all, place] = await Promise.all([
    getTranslations({ locale, namespace: "Group" }),
    getTranslations({ locale }),
    placeName(locale, group.place),
  ]);
  const online = group.place === "online";
  const ended = group.state === "ended";
  return (
    <Card className="grid gap-4 max-sm:p-4 print:p-3">
      <dl className="grid gap-3 sm:gap-4">
        <SummaryListItem icon={<MessageCircle aria-hidden />} label={t("languages")}>
          <SpokenTags languages={group.languages} />
        </SummaryListItem>
        <SummaryListItem icon={<Repeat aria-hidden />} label={t("when")}>
          <GroupWhen locale={locale} usually={group.usually} />
        </SummaryListItem>
        <SummaryListItem icon={online ? <Video aria-hidden /> : <MapPin aria-hidden />} label={t("where")}>
          {online ? (
            ended ? (
              <bdi lang={place.lang}>{place.name}</bdi>
            ) : (
              t("online")
            )
          ) : (
            <>
              <GroupPlace locale={locale} group={group} />
              {group.placeIsPublic || ended ? null : (
                <span className="mt-1 block text-sm font-normal">{t("placeLater")}</span>
              )}
            </>
          )}
        </SummaryListItem>
        <SummaryListItem icon={<Users aria-hidden />} label={t("forWhom")}>
          {all(`GroupKinds.${group.kind}`)}
          {group.capacity ? (
            <span className="block font-normal">{t("capacity", { count: group.capacity })}</span>
          ) : null}
        </SummaryListItem>
        {ended ? null : (
          <SummaryListItem icon={<DoorOpen aria-hidden />} label={t("entry")}>
            {all(`GroupEntries.${group.entry}`)}
          </SummaryListItem>
        )}
        {ended ? null : (
          <SummaryListItem icon={<Baby aria-hidden />} label={t("childcare")}>
            <span className="font-normal">{t(group.childcare ? "childcareYes" : "childcareNo")}</span>
          </SummaryListItem>
        )}
      </dl>
      {ended ? null : (
        <section aria-labelledby="meetings" className="grid gap-3 border-t-2 border-dashed border-line pt-4">
          <h2 id="meetings" className="flex items-center gap-2.5 text-xl">
            <CalendarDays aria-hidden className="text-spruce" />
            {t("meetings")}
          </h2>
          <GroupMeetings locale={locale} group={group} preview={preview} />
        </section>
      )}
    </Card>
  );
}
