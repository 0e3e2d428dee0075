import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isLocale, LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { entryRoutes, routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { HeroIllustration } from "@/ui/hero-illustration";
import { LogoMark } from "@/ui/logo";

interface Props {
  params: Promise<{ suggested: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return [...LOCALE_CODES, "any"].map((suggested) => ({ suggested }));
}

export const metadata: Metadata = {
  alternates: {
    canonical: entryRoutes.front(),
    languages: {
      "x-default": entryRoutes.front(),
      ...Object.fromEntries(LOCALE_CODES.map((code) => [code, routes.home(code)])),
    },
  },
};

/** The front door: every language by its own name, the suggested one first. */
export default async function ChooseLanguagePage({ params }: Props) {
  const { suggested } = await params;
  if (suggested !== "any" && !isLocale(suggested)) notFound();
  const languages = await Promise.all(
    LOCALE_CODES.map(async (code) => {
      const { Entry, Site } = await loadMessages(code);
      return {
        code,
        ...LOCALES[code],
        title: Entry.title,
        choose: Entry.choose,
        continues: Entry.continue,
        tagline: Site.tagline,
      };
    }),
  );
  const first = languages.find(({ code }) => code === suggested);
  return (
    <main className="mx-auto grid min-h-dvh max-w-5xl content-center gap-8 px-4 py-8 lg:grid-cols-2 lg:items-center lg:gap-12">
      <div className="grid gap-6">
        <h1 className="flex items-center gap-3 text-3xl">
          <LogoMark className="size-14" />
          OmaPolku
        </h1>
        <p className="sr-only">
          {languages.map(({ code, title, dir }) => (
            <span key={code} lang={code} dir={dir}>
              {title}.{" "}
            </span>
          ))}
        </p>
        {first ? (
          <a
            href={entryRoutes.setLanguage(first.code)}
            lang={first.code}
            dir={first.dir}
            className={buttonClass("primary", "text-lg min-h-16")}
          >
            {first.continues}
          </a>
        ) : null}
        <ul className="grid gap-3 sm:grid-cols-2">
          {languages.map(({ code, dir, choose, tagline }) => (
            <li key={code} className="grid">
              <a
                href={entryRoutes.setLanguage(code)}
                hrefLang={code}
                lang={code}
                dir={dir}
                className="grid min-h-20 content-center rounded-card border-2 border-line bg-surface px-5 py-3 text-ink no-underline shadow-card hover:border-spruce hover:bg-moss hover:text-on-moss"
              >
                <span className="text-xl font-bold">{choose}</span>
                <span className="text-sm">{tagline}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
      <HeroIllustration className="hidden rounded-card shadow-card lg:block" />
    </main>
  );
}
