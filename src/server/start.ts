import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { constants } from "node:zlib";
import compression from "compression";
import next from "next";
import sirv from "sirv";
import { entryRoutes } from "../i18n/routes.ts";
import { answering } from "../platform/begun.ts";
import { isNowhere, readErrorPages } from "./error-pages.ts";
import { readMethods } from "./methods.ts";
import { PortalRequest } from "./request.ts";
import { ERROR_HEADERS, pathnameOf, withErrorPages } from "./response.ts";
import { mayCarryFile, UnreadableForm, Uploads } from "./uploads.ts";

// The production server: Next.js behind a filter for methods, with a readable page for every error
// (docs/decisions/011). Node runs it directly and strips the types, so imports here name files with their extensions.

const port = Number(process.env.PORT || 3000);
const buildFolder = process.env.BUILD_FOLDER ?? ".next";
// As `next start` does: an action that redirects fetches the page from here, not from where the Host header points.
process.env.__NEXT_PRIVATE_ORIGIN = `http://localhost:${port}`;

// As in platform/env.ts, which checked it before this process began.
const trustsProxies = process.env.TRUSTED_PROXIES !== "0";
const methodsOf = readMethods(buildFolder);
const pageFor = readErrorPages(buildFolder);
const app = next({ dev: false, port });
await app.prepare();
const answerByNext = app.getRequestHandler();

// Brotli makes pages a fifth smaller than gzip at the same cost. Its window fits the largest page; a larger one only takes
// memory.
const compress = compression({ brotli: { params: { [constants.BROTLI_PARAM_LGWIN]: 19 } } });

/** Scripts and styles, compressed by the build (scripts/support/precompress.ts). Their names change with their content. */
const STATIC = "/_next/static";
const sendStatic = sirv(join(buildFolder, "static"), { brotli: true, gzip: true, immutable: true, maxAge: 31_536_000 });

/** Answers with a file of the build, or lets Next.js answer. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = "/" } = request;
  // Leaves alone what the build has compressed.
  compress(request, response, () => {});
  const answerWithPage = () => {
    request.url = url;
    return answerByNext(request, response);
  };
  if (!url.startsWith(`${STATIC}/`)) return answerWithPage();
  await new Promise<void>((resolve, reject) => {
    response.once("close", resolve);
    request.url = url.slice(STATIC.length);
    // Parts of such files are of no use to anybody (RFC 9110, 14.2: a server may ignore the field).
    delete request.headers.range;
    sendStatic(request, response, () => answerWithPage().then(resolve, reject));
  });
}

/** Asks the portal itself who sends a request, before a file of theirs is kept. */
const uploads = new Uploads(async ({ headers: { cookie } }) => {
  if (!cookie) return undefined;
  const asked = await fetch(`http://127.0.0.1:${port}${entryRoutes.uploads()}`, {
    headers: { cookie },
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
  });
  const { account }: { account?: string } = asked.ok ? await asked.json() : {};
  return account;
});

/** The status with which to refuse a request before Next.js and its caches see it, and the methods that would be accepted. */
function refusal(request: PortalRequest): { status: number; allow?: string } | undefined {
  const pathname = pathnameOf(request);
  if (request.method !== "GET" && request.method !== "HEAD") {
    const { allow, form } = methodsOf(pathname);
    if (request.method !== "POST" || !allow.includes("POST")) return { status: 405, allow };
    if (request.isTooLong) return { status: 413 };
    if (form && !request.comesFromUs(process.env.APP_URL)) return { status: 403 };
  }
  return isNowhere(pathname) ? { status: 404 } : undefined;
}

/**
 * Milliseconds for which a connection may be idle: longer than a proxy keeps one to us (docs/nginx.conf). If we closed it first, a
 * form could be sent on it at that moment, and its sender would be told 502.
 */
const IDLE = 75_000;

const server = createServer(
  {
    IncomingMessage: PortalRequest,
    ServerResponse: withErrorPages(pageFor),
    keepAliveTimeout: IDLE,
    // On a request to change the protocol, Next.js hangs up. Here it is a request like any other (RFC 9110, 7.8).
    shouldUpgradeCallback: () => false,
  },
  async (request, response) => {
    // At once: the body may be here already.
    request.carriesFile = mayCarryFile(request, pathnameOf(request));
    if (!trustsProxies) request.forgetProxies();
    const refused = refusal(request);
    if (refused) {
      if (refused.allow) response.setHeader("Allow", refused.allow);
      if (refused.status === 413) await request.readOut();
      response.writeHead(refused.status).end();
      return;
    }
    const answered = request.carriesFile
      ? uploads.receive(request, (rest) => answering(request, () => answer(rest, response)))
      : answering(request, () => answer(request, response));
    answered.catch((error: unknown) => {
      if (error instanceof UnreadableForm) {
        response.writeHead(error.status).end();
        return;
      }
      console.error(error);
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  },
);

/** Data that is not HTTP, or has endless headers, gets an answer in every language, because nobody can read its path. */
server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const status = error.code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const { html } = pageFor("/", Number.parseInt(status, 10));
  const headers = { ...ERROR_HEADERS, "Content-Type": "text/html; charset=utf-8", "Content-Length": html.length };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(
    Buffer.concat([Buffer.from([`HTTP/1.1 ${status}`, ...lines, "Connection: close", "", ""].join("\r\n")), html]),
  );
});
server.listen(port, () => console.log(`OmaPolku answers on port ${port}`));

let stopping = false;

/** Accepts no more requests, answers those in progress, and lets Next.js finish its work after them. */
async function stop(): Promise<void> {
  // Signals may come twice: a terminal sends Ctrl+C to all processes, and our parents pass it on.
  if (stopping) return;
  stopping = true;
  await new Promise((resolve) => server.close(resolve));
  await app.close();
  uploads.close();
  process.exit();
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
