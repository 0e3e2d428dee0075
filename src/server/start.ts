import { createServer, type IncomingMessage } from "node:http";
import next from "next";
import { isNowhere, readErrorPages } from "./error-pages.ts";
import { readMethods } from "./methods.ts";
import { pathnameOf, withErrorPages } from "./response.ts";

// The production server: Next.js behind a gate for methods, with words on every error (docs/decisions/011). Run by Node
// itself, which takes the types off, so imports here name files as they are.

/** What a form may send in all, in bytes: Next.js's own limit for actions. */
const LARGEST_BODY = 1024 * 1024;

const port = Number(process.env.PORT || 3000);
const buildFolder = process.env.BUILD_FOLDER ?? ".next";
// As `next start` sets it: an action that redirects fetches the page from here, and not from where the Host header says.
process.env.__NEXT_PRIVATE_ORIGIN = `http://localhost:${port}`;

const methodsOf = readMethods(buildFolder);
const app = next({ dev: false, port });
await app.prepare();
const answer = app.getRequestHandler();

/** The status by which a request is refused before Next.js and its caches see it, with the methods that would be served. */
function refusal(request: IncomingMessage): { status: number; allow?: string } | undefined {
  const pathname = pathnameOf(request);
  if (request.method !== "GET" && request.method !== "HEAD") {
    const allow = methodsOf(pathname);
    if (request.method !== "POST" || !allow.includes("POST")) return { status: 405, allow };
    if (Number(request.headers["content-length"]) > LARGEST_BODY) return { status: 413 };
  }
  return isNowhere(pathname) ? { status: 404 } : undefined;
}

const server = createServer({ ServerResponse: withErrorPages(readErrorPages(buildFolder)) }, (request, response) => {
  const refused = refusal(request);
  if (refused) {
    if (refused.allow) response.setHeader("Allow", refused.allow);
    response.writeHead(refused.status).end();
    return;
  }
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
server.listen(port, () => console.log(`OmaPolku answers on port ${port}`));

let stopping = false;

/** Takes no more requests, answers those that are under way, lets Next.js finish what comes after them. */
async function stop(): Promise<void> {
  // Signals may come twice: a terminal sends Ctrl+C to all, and those that started us pass it on.
  if (stopping) return;
  stopping = true;
  await new Promise((resolve) => server.close(resolve));
  await app.close();
  process.exit();
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
