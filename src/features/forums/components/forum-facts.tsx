import { CalendarDays, CalendarPlus, Clock, MapPin, Video } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { Card } from "@/ui/card";
import { SummaryListItem } from "@/ui/summary-list-item";
import { TEXT_LINK, TextLink } from "@/ui/text-link";
import type { ForumView } from "../queries";
import { takesRegistrations } from "../rules";
import { ForumWhen } from "./forum-when";

/**
 * When and where a forum is held, until when people can register, and the link to register, or why there is none. In a
 * preview, links that would not work yet are only shown.
 */
export async function ForumFacts({
  locale,
  forum,
  preview = false,
}: {
  locale: Locale;
  forum: ForumView;
  preview?: boolean;
}) {
  const t = await getTranslations({ locale, namespace: "Forum" });
  const registers = takesRegistrations(forum.state);
  const map = forum.coordinates
    ? `https://www.openstreetmap.org/?mlat=${forum.coordinates.latitude}&mlon=${forum.coordinates.longitude}#map=17/${forum.coordinates.latitude}/${forum.coordinates.longitude}`
    : undefined;
  return (
    <Card className="grid gap-4 max-sm:p-4 print:p-3">
      <dl className="grid gap-3 sm:gap-4 print:grid-cols-3">
        <SummaryListItem icon={<CalendarDays aria-hidden />} label={t("when")}>
          <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} />
        </SummaryListItem>
        <SummaryListItem icon={forum.online ? <Video aria-hidden /> : <MapPin aria-hidden />} label={t("where")}>
          {forum.online ? (
            forum.state === "open" ? (
              t("online")
            ) : (
              t("onlineDropIn")
            )
          ) : (
            <>
              <bdi lang="fi">{forum.venueName}</bdi>
              <br />
              <bdi lang="fi" className="font-normal">
                {forum.address}
              </bdi>
            </>
          )}
          {map ? (
            <span className="print:hidden">
              <br />
              <TextLink href={map} rel="noreferrer" className="inline-flex min-h-11 items-center">
                {t("route")}
              </TextLink>
            </span>
          ) : null}
        </SummaryListItem>
        {forum.registrationOpensAt && forum.state === "unopened" ? (
          <SummaryListItem icon={<Clock aria-hidden />} label={t("opensAt")}>
            <time dateTime={forum.registrationOpensAt.toISOString()}>
              {formatDateTime(locale, forum.registrationOpensAt)}
            </time>
          </SummaryListItem>
        ) : null}
        {forum.registrationClosesAt && registers ? (
          <SummaryListItem icon={<Clock aria-hidden />} label={t("deadline")}>
            <time dateTime={forum.registrationClosesAt.toISOString()}>
              {formatDateTime(locale, forum.registrationClosesAt)}
            </time>
          </SummaryListItem>
        ) : null}
      </dl>
      {registers ? (
        <div className="grid gap-2 print:hidden">
          {/* On a phone the bar at the lower edge is this button. */}
          {preview ? (
            <span className={buttonClass("primary", "min-h-14 cursor-default text-lg")}>{t("register")}</span>
          ) : (
            <ButtonLink href={routes.register(locale, forum.slug)} className="min-h-14 text-lg max-sm:hidden">
              {forum.state === "full" ? t("joinWaiting") : t("register")}
            </ButtonLink>
          )}
          {forum.state === "full" ? (
            <p>{t("fullText")}</p>
          ) : (
            <p className="text-sm text-ink-soft sm:text-center">{t("registerHint")}</p>
          )}
        </div>
      ) : null}
      {forum.state === "unopened" ? <p>{t("unopenedText")}</p> : null}
      {forum.state === "closed" ? <p>{t("closedText")}</p> : null}
      {forum.state === "drop_in" ? <p className="font-semibold">{t("dropInText")}</p> : null}
      {preview || forum.state === "past" || forum.state === "cancelled" ? null : (
        <p className="print:hidden">
          <a
            href={routes.forumCalendar(locale, forum.slug)}
            className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
          >
            <CalendarPlus aria-hidden className="size-5" />
            {t("calendar")}
          </a>
        </p>
      )}
    </Card>
  );
}

/**
 * The link to register, always in reach on a phone. Nothing if nobody can register: then the page says why. Stands
 * after its content and sticks to the screen's lower edge until then.
 */
export async function RegisterBar({ locale, forum }: { locale: Locale; forum: ForumView }) {
  if (!takesRegistrations(forum.state)) return null;
  const t = await getTranslations({ locale, namespace: "Forum" });
  return (
    <p className="bottom-bar sticky bottom-0 z-10 -mx-(--beside) border-t border-line bg-paper p-3 sm:hidden print:hidden">
      <ButtonLink href={routes.register(locale, forum.slug)} className="w-full text-lg">
        {forum.state === "full" ? t("joinWaiting") : t("register")}
        <span className="sr-only">
          : <span {...languageOf(forum.text.locale, locale)}>{forum.text.title}</span>
        </span>
      </ButtonLink>
    </p>
  );
}
