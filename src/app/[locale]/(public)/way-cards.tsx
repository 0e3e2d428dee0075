import type { LucideIcon } from "lucide-react";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Link } from "@/ui/link";

export interface Way {
  icon: LucideIcon;
  title: string;
  text: string;
  to: Address;
}

/** Cards that lead on from a page, each to one other. Two stand side by side where there is room. */
export function WayCards({ locale, label, ways }: { locale: Locale; label: string; ways: readonly Way[] }) {
  return (
    <section aria-labelledby="ways" className="grid content-start gap-4">
      <h2 id="ways" className="text-2xl">
        {label}
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2 sm:gap-4 lg:grid-cols-1">
        {ways.map(({ icon: Icon, title, text, to }) => (
          <li
            key={to}
            className="group relative flex gap-4 rounded-card border border-line bg-surface p-4 shadow-card hover:border-spruce sm:p-5"
          >
            <span className="grid size-11 shrink-0 place-items-center rounded-full bg-moss text-on-moss">
              <Icon aria-hidden className="size-5" />
            </span>
            <div className="grid min-w-0 content-start gap-1">
              <h3 className="text-lg">
                <Link
                  href={to}
                  className="text-ink decoration-cloudberry decoration-2 underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:shadow-none focus-visible:after:outline-3 focus-visible:after:outline-offset-2 focus-visible:after:outline-ink"
                >
                  {title}
                </Link>
              </h3>
              <p>
                <Terms locale={locale}>{text}</Terms>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
