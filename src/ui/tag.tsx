import type { ReactNode } from "react";

const TONES = {
  plain: "bg-sunk text-ink",
  good: "bg-moss text-on-moss",
  care: "bg-cloudberry-soft text-on-cloudberry",
  stop: "bg-lingon-soft text-lingon",
  info: "bg-lake-soft text-lake",
} as const;

export type TagTone = keyof typeof TONES;

/**
 * A few words about a thing: its kind, its state, a language. `more` holds words in the page's language that follow
 * those in another.
 */
export function Tag({
  tone = "plain",
  icon,
  more,
  children,
  lang,
  dir,
}: {
  tone?: TagTone;
  icon?: ReactNode;
  more?: ReactNode;
  children: ReactNode;
  lang?: string;
  dir?: "ltr" | "rtl";
}) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full border border-transparent px-3 py-0.5 text-sm font-semibold ${TONES[tone]}`}
    >
      {icon}
      <span>
        <bdi lang={lang} dir={dir}>
          {children}
        </bdi>
        {more ? <span className="font-normal"> {more}</span> : null}
      </span>
    </span>
  );
}
