import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { type ErrorKind, TYPED_KIND, TYPED_MARK } from "@/platform/error-kinds";
import { buttonClass } from "@/ui/button";
import { Link } from "@/ui/link";
import { LogoMark } from "@/ui/logo";
import { Help } from "./help";
import { SiteFrame } from "./site-frame";

interface Props {
  locale: Locale;
  kind: ErrorKind | typeof TYPED_KIND;
}

/** An error page in one language. */
export function ErrorWords({ locale, kind }: Props) {
  return (
    <SiteFrame locale={locale} path={routes.home(locale)}>
      <ErrorText locale={locale} kind={kind} />
    </SiteFrame>
  );
}

/** The text and links of an error page, without a frame. */
export async function ErrorText({ locale, kind }: Props) {
  const [missing, refused, failure, typed] = await Promise.all([
    getTranslations({ locale, namespace: "NotFound" }),
    getTranslations({ locale, namespace: "Refused" }),
    getTranslations({ locale, namespace: "Failure" }),
    getTranslations({ locale, namespace: "Typed" }),
  ]);
  const words = {
    "not-found": { title: missing("title"), texts: [missing("text"), missing("token")] },
    refused: { title: refused("title"), texts: [refused("text")] },
    failure: { title: failure("title"), texts: [failure("text")] },
    typed: { title: typed("title"), texts: [typed("text")] },
  }[kind];
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <LogoMark className="size-16" />
      <h1 className="text-3xl">{words.title}</h1>
      {words.texts.map((text, n) => (
        <p key={text} className={n === 0 ? "text-lg" : undefined}>
          {text}
        </p>
      ))}
      {kind === TYPED_KIND ? (
        // src/server puts escaped text in its place, and React leaves markup as it finds it when it takes over a page.
        <div className="grid gap-4" dangerouslySetInnerHTML={{ __html: TYPED_MARK }} suppressHydrationWarning />
      ) : null}
      <Help locale={locale} />
      <p className="flex flex-wrap gap-3">
        {kind === "failure" ? (
          // biome-ignore lint/a11y/useValidAnchor: empty is the address that this page is shown under, asked once more
          <a href="" className={buttonClass("primary")}>
            {failure("again")}
          </a>
        ) : null}
        <Link href={routes.forums(locale)} className={buttonClass(kind === "failure" ? "secondary" : "primary")}>
          {missing("forums")}
        </Link>
        <Link href={routes.home(locale)} className={buttonClass("secondary")}>
          {missing("home")}
        </Link>
      </p>
    </div>
  );
}
