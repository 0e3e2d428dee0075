import { Check, ListTree } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Fragment, type ReactNode } from "react";
import { LegalDetails } from "@/features/forums/components/controller";
import { PageHeading, PageState } from "@/features/pages/components/page-words";
import type { SitePageView } from "@/features/pages/queries";
import { nameBeside } from "@/features/pages/rules";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import type { Operator } from "@/platform/operator";
import { Card } from "@/ui/card";
import { TEXT_LINK } from "@/ui/text-link";
import { SiteFrame } from "../site-frame";
import { PageBody } from "./page-body";
import { PrintedAddress, PrintedHead } from "./printed";

interface NoticeSection {
  /** Anchor of its heading, the same in every language, because others link to it. */
  id: string;
  title: string;
  body: ReactNode;
}

interface Props {
  locale: Locale;
  /** Where the notice is, in a language. */
  path: (locale: Locale) => Address;
  /** The name by which the law and other pages know it. */
  name: string;
  kind: "privacy" | "accessibility";
  /** Its words that staff can change: the title, the lead, and what they add above the parts that the law requires. */
  page: SitePageView;
  /** A sentence that says when it was last changed. */
  updated?: string;
  /** The few lines that most people need. */
  summary: { title: string; text: string };
  contents: string;
  sections: NoticeSection[];
}

/**
 * A notice that the law requires: a summary on top, then everything under headings that can be linked to. The words of staff stand
 * around these parts and never instead of them (record 036).
 */
export function NoticePage({ locale, path, name, kind, page, updated, summary, contents, sections }: Props) {
  return (
    <SiteFrame locale={locale} path={path(locale)}>
      <PrintedHead locale={locale} />
      <article className="grid gap-8 lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-12">
        <header className="grid gap-4 lg:col-span-2">
          <PageHeading locale={locale} page={page} name={nameBeside(kind, name, page.words.title)} />
          <PageState locale={locale} page={page} path={path} />
          {updated ? <p className="text-sm text-ink-soft">{updated}</p> : null}
          <section
            aria-labelledby="summary"
            className="grid max-w-3xl gap-3 rounded-card bg-moss p-5 text-on-moss sm:p-7"
          >
            <h2 id="summary" className="text-xl">
              {summary.title}
            </h2>
            <ul className="grid gap-2.5">
              {linesOf(summary.text).map((line) => (
                <li key={line} className="relative ps-8">
                  <Check aria-hidden className="absolute start-0 top-1 size-5" />
                  {line}
                </li>
              ))}
            </ul>
          </section>
        </header>
        <nav aria-labelledby="contents" className="print:hidden lg:sticky lg:top-6 lg:self-start">
          <h2 id="contents" className="flex items-center gap-2 text-lg">
            <ListTree aria-hidden className="size-5 text-spruce" />
            {contents}
          </h2>
          <ol className="mt-1 grid">
            {sections.map(({ id, title: heading }) => (
              <li key={id}>
                <a href={`#${id}`} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
                  {heading}
                </a>
              </li>
            ))}
          </ol>
        </nav>
        <div className="grid max-w-2xl gap-10">
          <PageBody locale={locale} page={page} />
          {sections.map(({ id, title: heading, body }) => (
            <section key={id} aria-labelledby={id} className="grid gap-4">
              <h2 id={id} className="scroll-mt-6 text-2xl">
                {heading}
              </h2>
              {body}
            </section>
          ))}
        </div>
      </article>
      <PrintedAddress path={path(locale)} />
    </SiteFrame>
  );
}

/** One of several things in a section, with its own heading. */
export function NoticePart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2 border-s-4 border-line ps-4">
      <h3 className="text-lg">{title}</h3>
      {children}
    </section>
  );
}

/** The portal's operator as notices name it, with an optional heading. */
export async function OperatorCard({
  locale,
  title,
  person,
  level = 3,
}: {
  locale: Locale;
  title?: string;
  person: Operator;
  level?: 2 | 3;
}) {
  const t = await getTranslations({ locale, namespace: "Controller" });
  const Heading = `h${level}` as const;
  return (
    <Card className="grid content-start gap-2">
      {title ? <Heading className="text-lg">{title}</Heading> : null}
      <LegalDetails locale={locale} person={person} />
      {person.invented ? <p className="text-sm text-ink-soft">{t("invented")}</p> : null}
    </Card>
  );
}

/** Paragraphs, separated by empty lines, and lists, whose lines begin with a bullet. */
export function NoticeText({ locale, children }: { locale: Locale; children: string }) {
  return children.split("\n\n").map((block) => (
    <Fragment key={block}>
      {block.startsWith("•") ? (
        <ul className="grid list-disc gap-1.5 ps-6">
          {linesOf(block).map((line) => (
            <li key={line}>
              <Terms locale={locale}>{line}</Terms>
            </li>
          ))}
        </ul>
      ) : (
        <p>
          <Terms locale={locale}>{block}</Terms>
        </p>
      )}
    </Fragment>
  ));
}

function linesOf(list: string): string[] {
  return list.split("\n").map((line) => line.replace(/^• /, ""));
}
