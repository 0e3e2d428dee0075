import type { Address } from "@/i18n/routes";
import { buttonClass } from "./button";

/**
 * Links to the previous and the next page; nothing if there is only one page. Uses plain links, because next/link
 * scrolls to a fragment without moving the focus there. The browser does both, so that reading starts at the top of the
 * list.
 */
export function Pagination({
  label,
  status,
  previous,
  next,
}: {
  label: string;
  status: string;
  previous?: { href: Address; label: string };
  next?: { href: Address; label: string };
}) {
  if (!previous && !next) return null;
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-3">
      {previous ? (
        <a href={previous.href} rel="prev" className={buttonClass("secondary")}>
          {previous.label}
        </a>
      ) : (
        <span />
      )}
      <p className="text-ink-soft">{status}</p>
      {next ? (
        <a href={next.href} rel="next" className={buttonClass("secondary")}>
          {next.label}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
