import { CalendarDays, CircleUserRound, Globe, Newspaper, Route as RouteIcon, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { listingPath } from "@/features/forums/listing-path";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import { type Address, entryRoutes, inLanguage, routes } from "@/i18n/routes";
import type { AccountHome } from "@/platform/auth/account-home";
import { env } from "@/platform/env";
import { HelpProvider } from "@/ui/help-context";
import type { HelpContact } from "@/ui/help-line";
import { Link } from "@/ui/link";
import { LogoMark } from "@/ui/logo";
import { Menu } from "@/ui/menu";
import { Navigation } from "@/ui/navigation";
import { TEXT_LINK } from "@/ui/text-link";
import { AccountLink } from "./account-link";
import { Help } from "./help";

interface Props {
  locale: Locale;
  /** The page's address, which the language menu keeps. */
  path: Address;
  /** The main menu's entry for the page. */
  section?: "forums" | "groups" | "news" | "past" | "account";
  /** Whom the page's forms name for help, if not the portal's operator: a forum's contact. */
  contact?: HelpContact | undefined;
  /** Where the header leads a user who is known to be signed in; never on prerendered pages. */
  accountHome?: AccountHome | null;
  /** The page has a form with much to type, which a change of language would lose without a script. */
  typing?: boolean;
  /** A one-line header on small phones, so that the page's main content is on the first screen: a ticket. */
  slim?: boolean;
  /** For workspace pages: denser, with more side by side. */
  compact?: boolean;
  /** At the end of a wide header: the user's name, and the button to sign out. */
  identity?: ReactNode;
  /** At the end of the header, at full width: the workspace pages of a signed-in user. */
  rooms?: ReactNode;
  /** Starts the main part at full width: the front page. */
  banner?: ReactNode;
  children: ReactNode;
}

/** Header, main part and footer of every page. A component, not a layout, because it must know the page's path. */
export async function SiteFrame({ contact, slim = false, compact = false, banner, children, ...head }: Props) {
  const { locale, path } = head;
  const t = await getTranslations({ locale, namespace: "Site" });
  const width = compact ? "max-w-7xl" : "max-w-5xl";
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:rounded-full focus:bg-surface focus:px-5 focus:py-3"
      >
        {t("skip")}
      </a>
      <Header {...head} slim={slim} width={width} />
      <main id="content" tabIndex={-1} className="grow outline-none">
        {banner}
        <div
          className={`mx-auto w-full ${width} px-(--beside) print:p-0 ${compact ? "compact py-6 text-sm" : `sm:py-12 ${slim ? "max-sm:py-2" : "max-sm:py-5"}`}`}
        >
          <HelpProvider help={<Help locale={locale} contact={contact} />}>{children}</HelpProvider>
        </div>
      </main>
      <Footer locale={locale} path={path} width={width} />
    </div>
  );
}

type HeaderProps = Pick<
  Props,
  "locale" | "path" | "section" | "accountHome" | "typing" | "slim" | "identity" | "rooms"
> & {
  /** The class of the frame's width. */
  width: string;
};

/** The portal's name, the main menu and the languages. */
async function Header({ locale, path, section, accountHome, typing, slim, identity, rooms, width }: HeaderProps) {
  const t = await getTranslations({ locale, namespace: "Site" });
  return (
    <header className="border-b border-line bg-surface print:hidden">
      <div
        className={`relative mx-auto flex ${width} flex-wrap items-center gap-x-4 px-4 pt-2 md:pb-2 ${slim ? "max-sm:gap-x-1 max-sm:py-1" : ""}`}
      >
        <Link
          href={routes.home(locale)}
          className="flex min-h-12 items-center gap-2 font-display text-lg font-bold text-ink no-underline sm:gap-2.5 sm:text-xl"
        >
          <LogoMark className="size-9 shrink-0 sm:size-10" />
          {t("name")}
        </Link>
        <div
          className={`order-3 -mx-2 w-[calc(100%+1rem)] md:order-none md:mx-0 md:w-auto md:grow ${slim ? "max-sm:hidden" : ""}`}
        >
          <MainMenu locale={locale} section={section} accountHome={accountHome} />
        </div>
        {identity ? <div className="min-w-0 shrink max-lg:hidden">{identity}</div> : null}
        <LanguageMenu locale={locale} path={path} typing={typing} />
      </div>
      {rooms}
    </header>
  );
}

/** The ways to everything public, and to what is the reader's own. */
async function MainMenu({ locale, section, accountHome = null }: Pick<Props, "locale" | "section" | "accountHome">) {
  const [t, work] = await Promise.all([
    getTranslations({ locale, namespace: "Site" }),
    getTranslations({ locale, namespace: "Work" }),
  ]);
  return (
    <Navigation
      tabs
      label={t("menu")}
      items={[
        {
          href: routes.forums(locale),
          label: t("forums"),
          icon: <CalendarDays aria-hidden className="size-5 shrink-0 text-spruce" />,
          current: section === "forums",
        },
        {
          href: listingPath(locale, { past: true }),
          label: t("pastShort"),
          icon: <RouteIcon aria-hidden className="size-5 shrink-0 text-spruce" />,
          current: section === "past",
        },
        {
          href: routes.groups(locale),
          label: t("groups"),
          icon: <UsersRound aria-hidden className="size-5 shrink-0 text-spruce" />,
          current: section === "groups",
        },
        {
          href: routes.news(locale),
          label: t("news"),
          icon: <Newspaper aria-hidden className="size-5 shrink-0 text-spruce" />,
          current: section === "news",
        },
        {
          href: routes.me(locale),
          label: t("account"),
          draw: (look) => (
            <AccountLink
              known={accountHome}
              entries={{
                work: { href: routes.work(locale), label: work("work") },
                me: { href: routes.me(locale), label: t("me") },
                stranger: { href: routes.me(locale), label: t("account") },
              }}
              icon={<CircleUserRound aria-hidden className="size-5 shrink-0 text-spruce" />}
              current={section === "account"}
              className={look}
            />
          ),
          current: section === "account",
        },
      ]}
    />
  );
}

/** The present language on a button that shows the others. */
async function LanguageMenu({ locale, path, typing }: Pick<Props, "locale" | "path" | "typing">) {
  const t = await getTranslations({ locale, namespace: "Site" });
  return (
    <Menu
      className="ms-auto"
      button={
        <summary className="flex min-h-12 list-none items-center gap-2 rounded-full border-2 border-line px-3 font-semibold sm:px-4">
          <Globe aria-hidden className="size-5 shrink-0 text-spruce max-[22rem]:hidden" />
          <span className="sr-only">{t("language")}: </span>
          {LOCALES[locale].name}
        </summary>
      }
    >
      {/* Below the button, but at the header's edge, so that it has the full width when letters are large. */}
      <div className="absolute end-4 z-10 mt-2 w-52 max-w-[calc(100vw-2rem)] rounded-card border border-line bg-surface p-2 shadow-card">
        {typing ? (
          <noscript>
            <p className="px-3 py-2 text-sm font-semibold">{t("languageLoses")}</p>
          </noscript>
        ) : null}
        <LanguageLinks locale={locale} path={path} />
      </div>
    </Menu>
  );
}

/** Who keeps the portal, the ways to what is said of it, and its languages. */
async function Footer({ locale, path, width }: Pick<HeaderProps, "locale" | "path" | "width">) {
  const t = await getTranslations({ locale, namespace: "Site" });
  return (
    <footer className="border-t border-line bg-sunk print:hidden">
      <div className={`mx-auto grid ${width} gap-6 px-4 py-8 sm:grid-cols-[2fr_1fr]`}>
        <div className="grid content-start gap-3">
          {env().DEMO ? (
            <p>
              {t("demo")}{" "}
              <a href={entryRoutes.demoMailbox()} className={TEXT_LINK}>
                {t("demoMailbox")}
              </a>
            </p>
          ) : null}
          <p>{t("network")}</p>
          <nav aria-label={t("footer")}>
            <ul className="flex flex-wrap gap-x-6">
              <FooterLink href={routes.about(locale)}>{t("about")}</FooterLink>
              <FooterLink href={routes.contact(locale)}>{t("contact")}</FooterLink>
              <FooterLink href={routes.me(locale)}>{t("me")}</FooterLink>
              <FooterLink href={routes.glossary(locale)}>{t("glossary")}</FooterLink>
              <FooterLink href={routes.privacy(locale)}>{t("privacy")}</FooterLink>
              <FooterLink href={routes.accessibility(locale)}>{t("accessibility")}</FooterLink>
              <li>
                <a href={routes.forumsCalendar(locale)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
                  {t("feedAdd")}
                </a>
              </li>
            </ul>
          </nav>
        </div>
        <nav aria-label={t("language")}>
          <LanguageLinks locale={locale} path={path} className="-mx-3 flex flex-wrap" />
        </nav>
      </div>
    </footer>
  );
}

function FooterLink({ href, children }: { href: Address; children: ReactNode }) {
  return (
    <li>
      <Link href={href} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
        {children}
      </Link>
    </li>
  );
}

/**
 * Links to this page in every language, or in the others, each by its own name. Plain links, because each language
 * loads its own document.
 */
export function LanguageLinks({
  locale,
  path,
  others = false,
  label,
  className,
}: {
  locale: Locale;
  path: Address;
  others?: boolean;
  /** Names the list, if nothing around it does. */
  label?: string;
  className?: string;
}) {
  return (
    <ul aria-label={label} className={className}>
      {LOCALE_CODES.filter((code) => !(others && code === locale)).map((code) => (
        <li key={code}>
          <a
            href={inLanguage(path, code)}
            lang={code}
            hrefLang={code}
            dir={LOCALES[code].dir}
            aria-current={code === locale ? "true" : undefined}
            className="flex min-h-11 items-center rounded-field px-3 text-ink hover:bg-moss hover:text-on-moss aria-[current]:font-bold"
          >
            {LOCALES[code].name}
          </a>
        </li>
      ))}
    </ul>
  );
}
