import type { LogRequest } from "../schema";
import { SENT_AT_ONCE } from "./limits";
import { type AnswerOf, type LogKind, LogStore } from "./store";

/** How the device and the server stand. */
export type Connection =
  /** Nothing has been asked yet. */
  | "starting"
  | "fine"
  /** No network, or no server. */
  | "away"
  /** The address opens no log at this moment. */
  | "closed"
  | "signed-out";

/** How long in milliseconds between two requests, so that phones agree within two seconds. */
const PAUSE = 1_500;
/** The same if the browser says that there is no network; it also says when there is one again. */
const OFFLINE_PAUSE = 10_000;
/** The same if the link opens nothing, or the server asks for patience without saying how much. */
const CLOSED_PAUSE = 30_000;
/** How long an answer may take. */
const PATIENCE = 10_000;

interface Options<Kind extends LogKind> {
  /** Where entries are sent. */
  address: string;
  store: LogStore<Kind>;
  onConnection(connection: Connection): void;
  /** Something was taken over from the server. */
  onChange(): Promise<void>;
}

type Outcome = {
  /** Null if this says nothing of it. */
  connection: Connection | null;
  /** How long until the next request. */
  wait: number;
  changed?: boolean;
  more?: boolean;
};

/** Makes a function that sends the oldest part of the queue and takes over what the server answers. */
function makeExchange<Kind extends LogKind>(address: string, store: LogStore<Kind>): () => Promise<Outcome> {
  /** Less after the server failed, so that one entry that it cannot take holds up no other. */
  let most = SENT_AT_ONCE;
  return async () => {
    const { list, after, queue } = await store.pending(most);
    const request: LogRequest<Kind["Entry"]> = { list, after, entries: queue.map(({ entry }) => entry) };
    let response: Response;
    try {
      response = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(request),
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return { connection: "away", wait: navigator.onLine ? PAUSE : OFFLINE_PAUSE };
    }
    if (response.status === 401) {
      // Signed out, perhaps elsewhere, or after too long: whoever holds the phone now may be somebody else.
      await store.forgetNames();
      return { connection: "signed-out", wait: CLOSED_PAUSE, changed: true };
    }
    if (response.status === 404) {
      // Withdrawn, or no longer theirs: the names go, and what is queued stays until the day is over.
      await store.forgetNames();
      return { connection: "closed", wait: CLOSED_PAUSE, changed: true };
    }
    if (response.status === 429) {
      const seconds = Number(response.headers.get("Retry-After"));
      return { connection: null, wait: seconds > 0 ? seconds * 1_000 : CLOSED_PAUSE };
    }
    const answer: AnswerOf<Kind> | null = response.ok ? await response.json().catch(() => null) : null;
    if (!answer) {
      const [first] = queue;
      if (!first) return { connection: "away", wait: PAUSE };
      // It may be the entries. Alone, the one that the server cannot answer goes to the end; then nothing is sent once.
      if (queue.length === 1) await store.postpone(first);
      most = Math.floor(queue.length / 2);
      return { connection: null, wait: PAUSE };
    }
    const full = queue.length > 0 && queue.length === most;
    most = Math.min(SENT_AT_ONCE, Math.max(1, most * 4));
    const changed = await store.take(answer, queue);
    return { connection: "fine", wait: PAUSE, changed, more: answer.more || (full && changed) };
  };
}

/** The most requests that send what is left of a log whose day is over. */
const LAST_REQUESTS = 40;

/** One exchange, in turn with other tabs. */
const inTurn = (store: { name: string }, exchange: () => Promise<Outcome>): Promise<Outcome> =>
  navigator.locks.request(`omapolku-door-${store.name}`, exchange);

/**
 * Sends what is still queued of a log whose day is over, as far as the server takes it, before the device forgets the
 * log: a phone may find a network only later. Returns whether something is left that the server may take another time,
 * e.g. because there is still no network, or the server asks for patience; names are forgotten all the same.
 */
export async function sendLeft(address: string, logKey: string): Promise<boolean> {
  const store = await LogStore.open(logKey, null);
  if (!store) return false;
  try {
    const exchange = makeExchange(address, store);
    const isLeft = async () => (await store.pending(1)).queue.length > 0;
    for (let n = 0; n < LAST_REQUESTS && (await isLeft()); n++) {
      const { connection } = await inTurn(store, exchange);
      if (connection === "closed") return false;
      if (connection !== "fine") break;
    }
    if (!(await isLeft())) return false;
    await store.forgetNames();
    return true;
  } finally {
    store.close();
  }
}

/**
 * Keeps a store and the server in agreement as long as the page is visible: sends what is queued, and fetches what other
 * devices noted. `now` does so at once. Tabs take turns.
 */
export function keepInSync<Kind extends LogKind>({
  address,
  store,
  onConnection,
  onChange,
}: Options<Kind>): { now(): void; stop(): void } {
  const exchange = makeExchange(address, store);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let stopped = false;

  async function agree(): Promise<Outcome> {
    try {
      const outcome = await inTurn(store, exchange);
      if (outcome.changed && !stopped) await onChange();
      return outcome;
    } catch (error) {
      // The device's database was closed: the page is being left, or the day is over.
      if (!stopped) console.error(error);
      return { connection: "away", wait: OFFLINE_PAUSE };
    }
  }

  async function turn(): Promise<void> {
    again = true;
    if (running) return;
    running = true;
    clearTimeout(timer);
    let wait = PAUSE;
    while (again && !stopped) {
      again = false;
      const outcome = await agree();
      if (stopped) break;
      wait = outcome.wait;
      if (outcome.connection) onConnection(outcome.connection);
      if (outcome.more) again = true;
    }
    running = false;
    if (!stopped && document.visibilityState === "visible") timer = setTimeout(turn, wait);
  }

  const wake = () => {
    if (document.visibilityState === "visible") void turn();
  };
  const lose = () => onConnection("away");
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("offline", lose);
  void turn();
  return {
    now: () => void turn(),
    stop() {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener("online", wake);
      window.removeEventListener("pageshow", wake);
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("offline", lose);
    },
  };
}
