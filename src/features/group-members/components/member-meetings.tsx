import { MapPin, Video } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { GroupMeetings } from "@/features/groups/components/group-details";
import { GroupPlace } from "@/features/groups/components/group-facts";
import type { Locale } from "@/i18n/locales";
import { buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";
import type { OwnMemberView } from "../queries";

/** When the group meets next; and for members where, which nobody else is told. */
export async function MemberMeetings({ locale, member }: { locale: Locale; member: OwnMemberView }) {
  const t = await getTranslations({ locale, namespace: "GroupMember" });
  const { group } = member;
  return (
    <section aria-labelledby="next" className="grid gap-3 rounded-card border border-line bg-surface p-5 sm:p-6">
      <h2 id="next" className="text-xl">
        {t("next")}
      </h2>
      <GroupMeetings locale={locale} group={group} />
      {group.inside ? <MeetingPlace locale={locale} member={member} inside={group.inside} /> : null}
    </section>
  );
}

async function MeetingPlace({
  locale,
  member: { group },
  inside,
}: {
  locale: Locale;
  member: OwnMemberView;
  inside: NonNullable<OwnMemberView["group"]["inside"]>;
}) {
  const t = await getTranslations({ locale, namespace: "GroupMember" });
  if (group.place === "online") {
    if (!inside.onlineUrl) return <Notice>{t("onlineMissing")}</Notice>;
    return (
      <div className="grid gap-2">
        <p className="print:hidden">
          <a href={inside.onlineUrl} rel="noreferrer" className={buttonClass("primary", "min-h-14 w-full text-lg")}>
            <Video aria-hidden className="size-6" />
            {t("join")}
          </a>
        </p>
        <p className="text-sm text-ink-soft">
          {t("joinHint")}{" "}
          <bdi dir="ltr" className="break-all">
            {inside.onlineUrl}
          </bdi>
        </p>
      </div>
    );
  }
  if (!inside.placeName && !inside.address) return <Notice>{t("placeMissing")}</Notice>;
  return (
    <div className="grid gap-1">
      <p className="flex items-start gap-3">
        <MapPin aria-hidden className="mt-0.5 size-6 shrink-0 text-spruce" />
        <span className="font-semibold">
          <GroupPlace locale={locale} group={{ ...group, placeName: inside.placeName, address: inside.address }} />
        </span>
      </p>
      {group.placeIsPublic ? null : <p className="text-sm text-ink-soft">{t("placeOnly")}</p>}
    </div>
  );
}
