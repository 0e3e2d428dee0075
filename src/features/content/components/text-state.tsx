import { ChevronDown } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { isLocale, type Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import type { Address } from "@/i18n/routes";
import { Link } from "@/ui/link";
import { Notice } from "@/ui/notice";
import { TEXT_LINK } from "@/ui/text-link";
import type { PartNote, Standing } from "../rules";
import type { OwnerKind, PartName } from "../schema";

/** The names of parts, as keys of messages under TextParts. */
const PART_NAMES = {
  forum: {
    title: "forum_title",
    summary: "forum_summary",
    description: "forum_description",
    audience: "forum_audience",
    outcome: "forum_outcome",
  },
  session: { title: "session_title", description: "session_description" },
  venue: { accessibility: "venue_accessibility", directions: "venue_directions" },
  group: {
    title: "group_title",
    summary: "group_summary",
    description: "group_description",
    firstTime: "group_firstTime",
  },
  page: { title: "page_title", lead: "page_lead", body: "page_body" },
  post: { title: "post_title", lead: "post_lead", body: "post_body", coverAlt: "post_coverAlt" },
} as const satisfies { [Kind in OwnerKind]: Record<PartName<Kind>, string> };

/** The message that names a part, under TextParts; undefined for a part that no longer exists. */
export function partKeyOf(kind: OwnerKind, field: string) {
  return new Map(Object.entries(PART_NAMES[kind])).get(field);
}

/**
 * Tells readers, in their language, what they should know before relying on a text: that it is machine-made, that
 * nobody has checked it, or which parts are older than the original, with the sentences that the translator had not
 * seen folded beneath. Shows nothing for an original or a checked translation. `original` makes the address of the page
 * in another language; without it, a line or two for a part of a page.
 */
export async function TextState({
  locale,
  kind,
  standing: { state, notes, original: source },
  original,
}: {
  locale: Locale;
  kind: OwnerKind;
  standing: Standing;
  original?: (locale: Locale) => Address;
}) {
  if (state === "original" || state === "checked") return null;
  const t = await getTranslations({ locale });
  const older = notes.filter((note) => note.state === "older" || note.state === "missing");
  const some = (one: PartNote["state"]) => notes.some((note) => note.state === one);
  const lines = (
    <>
      {older.length > 0 ? (
        <ul className="grid gap-1">
          {older.map((note) => (
            <li key={note.field}>
              <OlderPart locale={locale} kind={kind} note={note} source={source} />
            </li>
          ))}
        </ul>
      ) : null}
      {some("machine") ? <p>{original ? t("Site.unreviewed") : t("TextState.machineShort")}</p> : null}
      {state === "unchecked" ? <p>{original ? t("TextState.unchecked") : t("TextState.uncheckedShort")}</p> : null}
      {original && source && isLocale(source) ? (
        <p>
          {t.rich("TextState.original", {
            language: ownNameOf(source),
            a: (name) => (
              <Link href={original(source)} hrefLang={source} className={TEXT_LINK} {...languageOf(source, locale)}>
                {name}
              </Link>
            ),
          })}
        </p>
      ) : null}
    </>
  );
  if (!original) return <div className="grid gap-1 text-sm">{lines}</div>;
  return (
    <Notice
      tone={state === "older" ? "care" : "info"}
      title={state === "older" ? t(kind === "page" ? "TextState.olderPage" : "TextState.older") : undefined}
    >
      {lines}
    </Notice>
  );
}

/** A part that is older than the original or missing: its name, and what the original says now. */
async function OlderPart({
  locale,
  kind,
  note: { field, state, original = [] },
  source,
}: {
  locale: Locale;
  kind: OwnerKind;
  note: PartNote;
  source: string | null;
}) {
  const t = await getTranslations({ locale });
  const name = partKeyOf(kind, field);
  const part = name ? t(`TextParts.${name}`) : field;
  if (original.length === 0 || !source) return <p>{t("TextState.gone", { part })}</p>;
  return (
    <details className="group">
      <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 [&::-webkit-details-marker]:hidden">
        <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
        <span className="underline decoration-2 underline-offset-4">
          {t(state === "missing" ? "TextState.missing" : "TextState.changed", { part })}
        </span>
      </summary>
      <div className="my-1 grid gap-1 border-s-4 border-line ps-3" {...languageOf(source, locale)}>
        {original.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </details>
  );
}
