"use client";

import { type ReactNode, useEffect, useState } from "react";
import { entryRoutes } from "@/i18n/routes";
import { Notice } from "@/ui/notice";
import { forgetEndedLogs, holdsEndedLog, type LogKind, LogStore } from "../device/store";
import { sendLeft } from "../device/sync";

/** Where the pages of one kind of log are, and what they need without a network. */
export interface LogPages {
  /** The key in the address of a page, where the service worker shows the shell; null if it is no such page. */
  keyIn(pathname: string): string | null;
  /** Where a log's entries are sent. */
  address(key: string): string;
  /** The addresses below which the service worker shows the shell, each a segment below. */
  scope(key: string): string;
  /** The shell: a page without personal data. */
  shell: string;
  /** Fetches what is otherwise loaded only when needed. Returns the addresses of files that the browser may list only later. */
  more?(): Promise<string[]>;
}

interface Props<Kind extends LogKind> {
  pages: LogPages;
  /** The log's key; null on the shell, which is shown at the address of a log. */
  logKey: string | null;
  /** When the log's day is over (RFC 3339); null on the shell, because the device knows. */
  endsAt: string | null;
  /** Whether somebody has signed in to open it: what the device holds then goes when they sign out. */
  signedIn: boolean;
  /** False on a page that only says that nothing is noted: the device then forgets, and opens nothing. */
  opens: boolean;
  words: {
    title: string;
    /** Without HTTPS there is no encryption and no service worker. */
    insecure: string;
    /** The browser keeps nothing, e.g. in a private window. */
    unstored: string;
    /** The shell at the address of a log that this device does not hold. */
    unknown: string;
  };
  /** What is shown as soon as the device's database is open. */
  running(store: LogStore<Kind>, logKey: string): ReactNode;
  /** The page without a script. */
  children: ReactNode;
}

type Phase<Kind extends LogKind> =
  | { is: "plain" }
  | { is: "running"; store: LogStore<Kind>; logKey: string }
  | { is: "insecure" | "unstored" | "unknown" };

/**
 * A log on a device: takes over from the page without a script as soon as what the device holds is open. What is noted
 * is written to the device first, so it also works without a network, and after a reload (docs/decisions/027). `pages` must be the
 * same object in each rendering.
 */
export function OfflineApp<Kind extends LogKind>({
  pages,
  logKey,
  endsAt,
  signedIn,
  opens,
  words,
  running,
  children,
}: Props<Kind>) {
  const [phase, setPhase] = useState<Phase<Kind>>({ is: "plain" });
  useEffect(() => {
    let store: LogStore<Kind> | null = null;
    let ended = false;
    (async () => {
      const next = await open<Kind>(pages, { givenKey: logKey, endsAt, signedIn, opens });
      if (next.is === "running") store = next.store;
      if (ended) store?.close();
      else setPhase(next);
    })();
    return () => {
      ended = true;
      store?.close();
    };
  }, [pages, logKey, endsAt, signedIn, opens]);
  if (phase.is === "running") return running(phase.store, phase.logKey);
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

/** Opens what the device holds of a log, and forgets every log whose day is over. */
async function open<Kind extends LogKind>(
  pages: LogPages,
  {
    givenKey,
    endsAt,
    signedIn,
    opens,
  }: { givenKey: string | null } & Pick<Props<Kind>, "endsAt" | "signedIn" | "opens">,
): Promise<Phase<Kind>> {
  if (!window.isSecureContext || !crypto.subtle) return { is: opens ? "insecure" : "plain" };
  const logKey = givenKey ?? pages.keyIn(window.location.pathname);
  try {
    // Whoever may send later may have found a network only after the day, or may find it later still.
    const unsent = logKey !== null && (await holdsEndedLog(logKey)) && (await sendLeft(pages.address(logKey), logKey));
    const left = await forgetEndedLogs(unsent ? null : logKey);
    const isOver = endsAt === null ? unsent : new Date(endsAt) <= new Date();
    const page = endsAt === null ? null : { endsAt, signedIn };
    const store = logKey && opens && !isOver ? await LogStore.open<Kind>(logKey, page) : null;
    if (!store || !logKey) {
      if (left === 0) await forgetWorkers();
      return { is: givenKey ? "plain" : "unknown" };
    }
    void keepForLater(pages, logKey);
    return { is: "running", store, logKey };
  } catch {
    return { is: opens ? "unstored" : "plain" };
  }
}

/** Lets the service worker keep what a log needs without a network: first what is here, then what is loaded only when needed. */
async function keepForLater({ scope, shell, more }: LogPages, logKey: string): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    const script = `${entryRoutes.offlineWorker()}?shell=${encodeURIComponent(shell)}`;
    await navigator.serviceWorker.register(script, { scope: `${scope(logKey)}/`, updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const keep = (files: readonly string[], all: boolean) =>
      active?.postMessage({
        files: [...performance.getEntriesByType("resource").map(({ name }) => name), ...files],
        all,
      });
    keep([], false);
    // The browser may list what was just fetched only later.
    keep((await more?.()) ?? [], true);
  } catch (error) {
    // Without the worker, or without a network in between, the page works until it is reloaded.
    console.warn(error);
  }
}

/** Removes the service workers and what they keep, when this device holds no log any more. */
async function forgetWorkers(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  for (const registration of registrations) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith("omapolku-door")) await caches.delete(name);
}
