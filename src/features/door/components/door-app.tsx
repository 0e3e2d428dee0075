"use client";

import type { ReactNode } from "react";
import { type LogPages, OfflineApp } from "@/features/offline-log/components/offline-app";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import { fetchReader } from "../device/camera";
import type { DoorKind } from "../device/kind";
import type { DoorWords } from "./door-app-words";
import { DoorDesk } from "./door-desk";

interface Props {
  locale: Locale;
  /** The door's key; null on the shell, which is shown at the address of a door. */
  doorKey: string | null;
  /** When the door's day is over (RFC 3339); null on the shell, because the device knows. */
  endsAt: string | null;
  /** Whether somebody has signed in to open it: what the device holds then goes when they sign out. */
  signedIn: boolean;
  /** False on a page that only says that the door is closed: the device then forgets, and opens nothing. */
  opens: boolean;
  /** The portal's public address. */
  origin: string;
  /** Where parties are registered at the door, with a network; null if whoever keeps the door may not, or cannot. */
  registerHref: Address | null;
  words: DoorWords;
  /** The page without a script. */
  children: ReactNode;
}

const pagesIn = (locale: Locale): LogPages => ({
  keyIn(pathname) {
    const [, , section, key] = pathname.split("/");
    return section === "door" && key ? key : null;
  },
  address: (key) => routes.doorLog(locale, key),
  scope: () => routes.doorShell(locale),
  shell: routes.doorShell(locale),
  async more() {
    const [reader] = await Promise.all([fetchReader(), import("@/features/registration/people/rules")]);
    return reader ? [reader] : [];
  },
});

/** One for each language, because an app begins anew with other ones. */
const PAGES = new Map(LOCALE_CODES.map((locale) => [locale, pagesIn(locale)]));

/** The door on a phone, also without a network, and with its camera (docs/decisions/027). */
export function DoorApp({ locale, doorKey, endsAt, signedIn, opens, origin, registerHref, words, children }: Props) {
  return (
    <OfflineApp<DoorKind>
      pages={PAGES.get(locale) ?? pagesIn(locale)}
      logKey={doorKey}
      endsAt={endsAt}
      signedIn={signedIn}
      opens={opens}
      words={words}
      running={(store, key) => (
        <DoorDesk
          locale={locale}
          doorKey={key}
          store={store}
          titled={doorKey === null}
          origins={[origin, window.location.origin]}
          registerHref={registerHref}
          words={words}
        />
      )}
    >
      {children}
    </OfflineApp>
  );
}
