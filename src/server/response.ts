import { type IncomingMessage, ServerResponse } from "node:http";
import { EMBED_HEADERS, isEmbedded, publicPolicy, SECURITY_HEADERS } from "../platform/security/headers.ts";
import { TOO_LONG } from "../ui/too-long.ts";
import type { PageFor } from "./error-pages.ts";
import type { PortalRequest } from "./request.ts";

/** Headers that an error page keeps from those set before. */
const KEPT = ["allow", "set-cookie"];

const SAFE_HEADERS: Record<string, string> = { ...SECURITY_HEADERS, "Content-Security-Policy": publicPolicy() };

export const ERROR_HEADERS: Record<string, string> = {
  ...SAFE_HEADERS,
  // No cache may keep an error: tomorrow there may be a page here, and what one visitor may not see, another may.
  "Cache-Control": "private, no-store",
};

/**
 * Caching of public answers, in place of Next.js's own lifetimes. Browsers revalidate each time, and shared caches keep
 * the answer for exactly five seconds: nobody can tell them what has changed, and their age adds to the five seconds
 * within which our own pages follow changes (docs/decisions/018). `s-maxage` forbids shared caches to serve it stale
 * (RFC 9111, 5.2.2.10); a browser without a network may.
 */
const PUBLIC_CACHING = "public, max-age=0, s-maxage=5";

/** Whether caching is as Next.js says it of prerendered answers. What never changes says so itself. */
const isOfNext = (caching: string) => /\bs-maxage\b/.test(caching) && !/\bimmutable\b/.test(caching);

/** Whether a client accepts gzip. A weight of 0 means that it does not (RFC 9110, 12.5.3). */
const GZIP_TAKEN = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/;

/** The address of the sign-in page, but not of its later steps. */
const SIGN_IN = /\/sign-in(\?|$)/;

/** The path of a request as sent, without its query. */
export function pathnameOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

/** Whether one of the portal's scripts is asking. It reads the status and shows its own words. */
function isScript({ headers }: IncomingMessage): boolean {
  return headers.rsc !== undefined || headers["next-action"] !== undefined;
}

/**
 * The status of an answer. If Next.js cannot read what was sent (a truncated, forged or overlong form), it answers as
 * if we had failed. As long as no action has begun, the fault is the sender's. If the answer to a refused form leads to
 * the sign-in page, away from what was typed, it becomes a refusal that shows the input.
 */
function statusFor(request: PortalRequest, status: number, leadsTo: string): number {
  if (request.typed && SIGN_IN.test(leadsTo) && status < 400 && !isScript(request)) return 403;
  if (status < 500 || request.method !== "POST" || request.begun) return status;
  return request.isTooLong ? 413 : 400;
}

/**
 * A response that replaces every error (status 400 or more) with a page that explains it. Next.js answers errors with
 * an empty document that its script fills, an empty body, or a line of plain text; all three are replaced. If a form was
 * refused and its page can no longer be shown around it, the page shows what was typed. JSON, calendars and answers to
 * the portal's own scripts stay. No cache may keep an error, nor the front door.
 */
export function withErrorPages(pageFor: PageFor): typeof ServerResponse<PortalRequest> {
  return class extends ServerResponse<PortalRequest> {
    #page: Buffer | undefined;

    override writeHead(code: number, ...rest: unknown[]): this {
      // Next.js names the address of a redirect that it keeps twice, and clients read both as one.
      const addresses = this.getHeader("Location");
      if (Array.isArray(addresses)) this.setHeader("Location", addresses[0] ?? "");
      const status = statusFor(this.req, code, String(this.getHeader("Location") ?? ""));
      if (status < 400) {
        // Next.js omits them from its own redirects, e.g. those that remove a trailing slash.
        const headers = isEmbedded(pathnameOf(this.req)) ? EMBED_HEADERS : SAFE_HEADERS;
        for (const [name, value] of Object.entries(headers)) if (!this.hasHeader(name)) this.setHeader(name, value);
        if (pathnameOf(this.req) === "/") this.#forOneVisitor();
        else if (isOfNext(String(this.getHeader("Cache-Control")))) this.setHeader("Cache-Control", PUBLIC_CACHING);
        return super.writeHead(status, ...(rest as []));
      }
      const type = String(this.getHeader("Content-Type") ?? "");
      if (!isScript(this.req) && (type === "" || /^text\/(html|plain)\b/.test(type))) this.#replace(status);
      for (const [name, value] of Object.entries(ERROR_HEADERS)) this.setHeader(name, value);
      // Next.js passes plain text on to the form that sent it (ui/form.tsx).
      if (status === 413 && isScript(this.req)) this.#say(TOO_LONG);
      return super.writeHead(status, ...((this.#page ? [] : rest) as []));
    }

    /** The front door depends on the browser's preference and memory (src/proxy.ts), so only the browser may keep it. */
    #forOneVisitor(): void {
      this.setHeader("Cache-Control", "private, no-cache");
      this.setHeader("Vary", [this.getHeader("Vary") ?? [], "Accept-Language, Cookie"].flat().join(", "));
    }

    #say(text: string): void {
      this.#page = Buffer.from(text);
      this.setHeader("Content-Type", "text/plain");
      this.setHeader("Content-Length", this.#page.length);
    }

    #replace(status: number): void {
      const { html, gzip } = pageFor(pathnameOf(this.req), status, this.req.typed);
      const compressed = GZIP_TAKEN.test(String(this.req.headers["accept-encoding"]));
      this.#page = compressed ? gzip : html;
      for (const name of this.getHeaderNames()) if (!KEPT.includes(name)) this.removeHeader(name);
      this.setHeader("Content-Type", "text/html; charset=utf-8");
      this.setHeader("Content-Length", this.#page.length);
      if (compressed) this.setHeader("Content-Encoding", "gzip");
    }

    /**
     * Runs before the first byte of the body. Node would send the headers by itself, but we must first know whose body
     * follows.
     */
    #settle(): void {
      if (!this.headersSent && (this.statusCode >= 400 || this.req.typed)) this.writeHead(this.statusCode);
    }

    override write(chunk: unknown, ...rest: unknown[]): boolean {
      this.#settle();
      // Discard what the error page replaces, as if it had been written.
      if (this.#page) {
        const done = rest.find((one) => typeof one === "function");
        if (done) process.nextTick(done);
        return true;
      }
      return super.write(chunk, ...(rest as []));
    }

    override end(...given: unknown[]): this {
      this.#settle();
      if (!this.#page) return super.end(...(given as []));
      const done = given.find((one) => typeof one === "function");
      return super.end(this.#page, done as () => void);
    }
  };
}
