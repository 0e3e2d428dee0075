import "@/ui/paper.css";
import "server-only";
import { Check } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { Actor } from "@/features/access/schema";
import { ForumWhen } from "@/features/forums/components/forum-when";
import type { ForumView } from "@/features/forums/queries";
import { personalDataUntil } from "@/features/forums/rules";
import { formatNumericDate, formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";

interface Props {
  locale: Locale;
  forum: ForumView;
  /** Who prints. */
  actor: Actor;
  /** The list's heading, which stands on each of its pages. */
  title: ReactNode;
  /** Below the heading, e.g. a room. */
  more?: ReactNode;
  /** Names the list for assistive technology. */
  label: string;
  /** The columns: each heading, and the class of its width. */
  columns: readonly { head: string; width: string }[];
  /** The rows, in bodies of their own if there are headings between them. */
  children: ReactNode;
}

/**
 * A list of people to print. The head of each page says what it is, who printed it when, and by when it must be destroyed, so that a
 * page that is lost says so too.
 */
export async function PrintedSheet({ locale, forum, actor, title, more, label, columns, children }: Props) {
  const t = await getTranslations({ locale, namespace: "Prints" });
  const name = actor.kind === "user" ? (actor.name ?? actor.email) : actor.kind === "link" ? actor.holder : "";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className="printed-sheet"
    >
      <table>
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <td colSpan={columns.length}>
              <div className="flex items-start justify-between gap-6">
                <div className="grid gap-0.5">
                  <h2 className="text-xl">{title}</h2>
                  <p className="font-semibold" {...languageOf(forum.text.locale, locale)}>
                    {forum.text.title}
                  </p>
                  <p>
                    <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} oneLine /> ·{" "}
                    <bdi lang="fi">{forum.venueName}</bdi>
                  </p>
                  {more ? <p>{more}</p> : null}
                </div>
                <div className="grid shrink-0 justify-items-end gap-1 text-end text-sm">
                  <p className="border-2 border-current px-2 py-1 font-bold">
                    {t("destroy", { date: formatNumericDate(personalDataUntil(forum)) })}
                  </p>
                  <p className="max-w-56">
                    {t.rich("printedBy", {
                      who: () => <bdi>{name}</bdi>,
                      when: formatNumericDateTime(locale, new Date()),
                    })}
                  </p>
                </div>
              </div>
            </td>
          </tr>
          <tr>
            {columns.map(({ head, width }) => (
              <th key={head} scope="col" className={width}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  );
}

/** A box to tick by hand, or one that has been ticked at the door, which `ticked` says in words. */
export function Tick({ ticked }: { ticked?: string | undefined }) {
  return (
    <span className="tick">
      {ticked ? (
        <>
          <Check aria-hidden strokeWidth={4} />
          <span className="sr-only">{ticked}: </span>
        </>
      ) : null}
    </span>
  );
}
