// The service worker of the pages of logs that are kept without a network, and of no others: its scope is `/{locale}/door/`, or the
// meetings of one group. It keeps their scripts, styles and shell, a page without personal data, so that they open without a
// network (docs/decisions/027). It never keeps a log's own page or what the server answers about it.
//
// `npm run generate` strips the types and writes it to public/door, so it imports nothing.

/** What a page tells the worker. */
interface Kept {
  /** What the page has loaded, besides what the shell names. */
  files: string[];
  /** Whether that is everything, so that the rest is of an earlier version. */
  all: boolean;
}
interface WaitingEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchingEvent extends WaitingEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface LogWorker {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", listener: (event: WaitingEvent) => void): void;
  addEventListener(name: "fetch", listener: (event: FetchingEvent) => void): void;
  addEventListener(name: "message", listener: (event: WaitingEvent & { data: unknown }) => void): void;
}

declare const self: LogWorker;
const worker = self;
/** Another number lets a new worker begin anew. */
const FORMAT = "1";
const PREFIX = `omapolku-door ${worker.registration.scope} `;
const CACHE = `${PREFIX}${FORMAT}`;
/** How long in milliseconds the network may take for a log's page before the shell is shown instead. */
const PATIENCE = 4_000;

/** Files whose names change with their content. */
const isFile = ({ origin, pathname }: URL) =>
  origin === worker.location.origin && /^\/_next\/static\/|^\/door\/.+\.wasm$/.test(pathname);

/** The page of a log; not those below it, which need the server. */
const isLog = ({ href }: URL) => /^[^/?#]+([?#]|$)/.test(href.slice(worker.registration.scope.length));

/** The path of the shell, which the page names when it registers the worker. An early worker of the door knows it by its scope. */
const SHELL =
  new URL(worker.location.href).searchParams.get("shell") ??
  new URL(worker.registration.scope).pathname.replace(/\/$/, "");

/** Fetches the shell and everything that it and the page name, and only then drops what an earlier version needed. */
async function keep({ files, all }: Kept): Promise<void> {
  const cache = await caches.open(CACHE);
  const shell = await fetch(SHELL, { cache: "no-cache", redirect: "error" });
  if (!shell.ok) return;
  const html = await shell.clone().text();
  const named = [...html.matchAll(/\/_next\/static\/[^"'\\\s)]+/g)].map(([path]) => path);
  const wanted = new Set(
    [...named, ...files]
      .map((path) => new URL(path, worker.location.origin))
      .filter(isFile)
      .map(({ href }) => href),
  );
  await Promise.all(
    [...wanted].map(async (href) => {
      if (await cache.match(href)) return;
      const file = await fetch(href).catch(() => null);
      if (file?.ok) await cache.put(href, file);
    }),
  );
  await cache.put(SHELL, shell);
  if (!all) return;
  for (const { url } of await cache.keys()) if (isFile(new URL(url)) && !wanted.has(url)) await cache.delete(url);
}

/** A log's page, from the network if that answers in time, otherwise the shell. */
async function openPage(request: Request): Promise<Response> {
  const shell = await caches.open(CACHE).then((cache) => cache.match(SHELL));
  if (!shell) return fetch(request);
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(shell), PATIENCE);
  });
  // A proxy before a server that is being restarted answers with 502 or 503.
  const page = fetch(request).then(
    (response) => (response.status >= 500 ? shell : response),
    () => shell,
  );
  return Promise.race([page, late]);
}

/** A file from the cache; a new one is kept. */
async function openFile(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request.url);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone());
  return response;
}

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));

worker.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
      await worker.clients.claim();
    })(),
  ),
);

worker.addEventListener("message", (event) => event.waitUntil(keep(event.data as Kept)));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && isLog(new URL(request.url))) event.respondWith(openPage(request));
  else if (isFile(new URL(request.url))) event.respondWith(openFile(request));
});

export {};
