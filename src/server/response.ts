import { type IncomingMessage, ServerResponse } from "node:http";
import { EMBED_HEADERS, isEmbedded, publicPolicy, SECURITY_HEADERS } from "../platform/security/headers.ts";
import type { ErrorPage } from "./error-pages.ts";
import type { PortalRequest } from "./request.ts";

/** What an error page keeps of the headers that were set before it was known to be one. */
const KEPT = ["allow", "set-cookie"];

const SAFE_HEADERS: Record<string, string> = { ...SECURITY_HEADERS, "Content-Security-Policy": publicPolicy() };

export const ERROR_HEADERS: Record<string, string> = {
  ...SAFE_HEADERS,
  // Tomorrow there may be a page here, and what is refused to one may be open to another: no cache keeps it.
  "Cache-Control": "private, no-store",
};

/**
 * For what anybody may see and Next.js would have kept until its own time is over: browsers ask each time whether it is still
 * true, and caches that serve many keep it for five seconds and not a moment longer. They cannot be told what changes; ages
 * add up with the five seconds within which we follow ourselves (docs/decisions/018). `s-maxage` forbids them to serve it stale
 * (RFC 9111, 5.2.2.10); a browser without a network may.
 */
const PUBLIC_CACHING = "public, max-age=0, s-maxage=5";

/** Whether a client says that it reads gzip, and not, by a weight of 0, that it does not (RFC 9110, 12.5.3). */
const GZIP_TAKEN = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/;

/** The path of a request's address, without its query, as it was sent. */
export function pathnameOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "/";
}

/** Whether it is a script of the portal that asks, which reads the answer's status and shows words of its own. */
function isScript({ headers }: IncomingMessage): boolean {
  return headers.rsc !== undefined || headers["next-action"] !== undefined;
}

/**
 * The status of an answer. Next.js calls it a failure of ours when it cannot read what was sent: a form that is cut off or made
 * up, or one that is too long. As long as no action has begun, it is the sender's.
 */
function blame(request: PortalRequest, status: number): number {
  if (status < 500 || request.method !== "POST" || request.begun) return status;
  return request.isTooLong ? 413 : 400;
}

/**
 * A response in which every status of 400 or more is a page of words. Next.js answers errors with an empty document that
 * its script fills, with an empty body, or with a line of plain text: all three give way. JSON and calendars stay as they
 * are, and so does what the portal's own scripts asked for; but no error is kept by a cache, and neither is the front door.
 */
export function withErrorPages(
  pageFor: (pathname: string, status: number) => ErrorPage,
): typeof ServerResponse<PortalRequest> {
  return class extends ServerResponse<PortalRequest> {
    #page: Buffer | undefined;

    override writeHead(code: number, ...rest: unknown[]): this {
      const status = blame(this.req, code);
      if (status < 400) {
        // Next.js leaves them off where it leads elsewhere by itself, e.g. away from a slash at the end.
        const headers = isEmbedded(pathnameOf(this.req)) ? EMBED_HEADERS : SAFE_HEADERS;
        for (const [name, value] of Object.entries(headers)) if (!this.hasHeader(name)) this.setHeader(name, value);
        if (pathnameOf(this.req) === "/") this.#forOneVisitor();
        else if (/\bs-maxage\b/.test(String(this.getHeader("Cache-Control"))))
          this.setHeader("Cache-Control", PUBLIC_CACHING);
        return super.writeHead(status, ...(rest as []));
      }
      const type = String(this.getHeader("Content-Type") ?? "");
      if (!isScript(this.req) && (type === "" || /^text\/(html|plain)\b/.test(type))) this.#replace(status);
      for (const [name, value] of Object.entries(ERROR_HEADERS)) this.setHeader(name, value);
      return super.writeHead(status, ...((this.#page ? [] : rest) as []));
    }

    /** The front door differs with what the browser wishes and remembers (src/proxy.ts): only the browser itself keeps it. */
    #forOneVisitor(): void {
      this.setHeader("Cache-Control", "private, no-cache");
      this.setHeader("Vary", [this.getHeader("Vary") ?? [], "Accept-Language, Cookie"].flat().join(", "));
    }

    #replace(status: number): void {
      const { html, gzip } = pageFor(pathnameOf(this.req), status);
      const compressed = GZIP_TAKEN.test(String(this.req.headers["accept-encoding"]));
      this.#page = compressed ? gzip : html;
      for (const name of this.getHeaderNames()) if (!KEPT.includes(name)) this.removeHeader(name);
      this.setHeader("Content-Type", "text/html; charset=utf-8");
      this.setHeader("Content-Length", this.#page.length);
      if (compressed) this.setHeader("Content-Encoding", "gzip");
    }

    /** Before the first byte of a body: what Node would do by itself, but only then could we know whose body it is. */
    #settle(): void {
      if (!this.headersSent && this.statusCode >= 400) this.writeHead(this.statusCode);
    }

    override write(chunk: unknown, ...rest: unknown[]): boolean {
      this.#settle();
      // What the page takes the place of: as if it were written.
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
