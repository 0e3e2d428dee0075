"use client";

import { type ReactNode, useEffect, useState } from "react";
import type { Locale } from "@/i18n/locales";
import { type Address, entryRoutes, routes } from "@/i18n/routes";
import { Notice } from "@/ui/notice";
import { fetchReader } from "../device/camera";
import { DoorStore, forgetEndedDoors, holdsEndedDoor } from "../device/store";
import { sendLeft } from "../device/sync";
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

type Phase =
  | { is: "plain" }
  | { is: "running"; store: DoorStore; doorKey: string }
  /** Without HTTPS there is no camera, no encryption and no service worker. */
  | { is: "insecure" }
  /** The browser keeps nothing, e.g. in a private window. */
  | { is: "unstored" }
  /** The shell at the address of a door that this device does not hold. */
  | { is: "unknown" };

/**
 * The door on a phone: takes over from the page without a script as soon as what the device holds is open. What is noted
 * is written to the device first, so it also works without a network, and after a reload (docs/decisions/027).
 */
export function DoorApp({ locale, doorKey, endsAt, signedIn, opens, origin, registerHref, words, children }: Props) {
  const [phase, setPhase] = useState<Phase>({ is: "plain" });
  useEffect(() => {
    let store: DoorStore | null = null;
    let ended = false;
    (async () => {
      const next = await open(locale, { givenKey: doorKey, endsAt, signedIn, opens });
      if (next.is === "running") store = next.store;
      if (ended) store?.close();
      else setPhase(next);
    })();
    return () => {
      ended = true;
      store?.close();
    };
  }, [locale, doorKey, endsAt, signedIn, opens]);
  if (phase.is === "running")
    return (
      <DoorDesk
        locale={locale}
        doorKey={phase.doorKey}
        store={phase.store}
        titled={doorKey === null}
        origins={[origin, window.location.origin]}
        registerHref={registerHref}
        words={words}
      />
    );
  return (
    <>
      {phase.is === "insecure" || phase.is === "unstored" ? (
        <Notice tone="care">
          <p>{words[phase.is]}</p>
        </Notice>
      ) : null}
      {phase.is === "unknown" ? (
        <>
          <h1 className="text-2xl">{words.title}</h1>
          <Notice>
            <p>{words.unknown}</p>
          </Notice>
        </>
      ) : (
        children
      )}
    </>
  );
}

/** Opens what the device holds of a door, and forgets every door whose day is over. */
async function open(
  locale: Locale,
  { givenKey, endsAt, signedIn, opens }: { givenKey: string | null } & Pick<Props, "endsAt" | "signedIn" | "opens">,
): Promise<Phase> {
  if (!window.isSecureContext || !crypto.subtle) return { is: opens ? "insecure" : "plain" };
  const doorKey = givenKey ?? keyInAddress();
  try {
    // Whoever manages the forum may have found a network only after its day, or may find it later still.
    const unsent =
      doorKey !== null && (await holdsEndedDoor(doorKey)) && (await sendLeft(routes.doorLog(locale, doorKey), doorKey));
    const left = await forgetEndedDoors(unsent ? null : doorKey);
    const isOver = endsAt === null ? unsent : new Date(endsAt) <= new Date();
    const page = endsAt === null ? null : { endsAt, signedIn };
    const store = doorKey && opens && !isOver ? await DoorStore.open(doorKey, page) : null;
    if (!store || !doorKey) {
      if (left === 0) await forgetWorkers();
      return { is: givenKey ? "plain" : "unknown" };
    }
    void keepForLater(locale);
    return { is: "running", store, doorKey };
  } catch {
    return { is: opens ? "unstored" : "plain" };
  }
}

/** The key in the address of a door, at which the service worker shows the shell. */
function keyInAddress(): string | null {
  const [, , section, key] = window.location.pathname.split("/");
  return section === "door" && key ? key : null;
}

/** Lets the service worker keep what the door needs without a network: first what is here, then what is loaded only when needed. */
async function keepForLater(locale: Locale): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const scope = `${routes.doorShell(locale)}/`;
    await navigator.serviceWorker.register(entryRoutes.doorWorker(), { scope, updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const keep = (files: readonly string[], all: boolean) =>
      active?.postMessage({
        files: [...performance.getEntriesByType("resource").map(({ name }) => name), ...files],
        all,
      });
    keep([], false);
    const [reader] = await Promise.all([fetchReader(), import("@/features/registration/people/rules")]);
    // The browser may list what was just fetched only later.
    keep(reader ? [reader] : [], true);
  } catch (error) {
    // Without the worker, or without a network in between, the door works until the page is reloaded.
    console.warn(error);
  }
}

/** Removes the door's service workers and what they keep, when this device holds no door any more. */
async function forgetWorkers(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const registration of registrations) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith("omapolku-door")) await caches.delete(name);
}
