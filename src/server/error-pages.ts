import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { isLocale, LOCALE_CODES } from "../i18n/locales.ts";
import { ERROR_KINDS, errorKindOf } from "../platform/error-kinds.ts";

/** An error page as bytes, plain and compressed. */
export interface ErrorPage {
  html: Buffer;
  gzip: Buffer;
}

/**
 * Reads the build's prerendered error pages, in each language and in all languages at once, into memory, so that they
 * need neither Next.js nor the database. Returns a function that picks the page for a path and a status, in the
 * language that the path begins with.
 */
export function readErrorPages(buildFolder: string): (pathname: string, status: number) => ErrorPage {
  const pages = new Map<string, ErrorPage>();
  for (const folder of ["", ...LOCALE_CODES])
    for (const kind of ERROR_KINDS) {
      const html = readFileSync(join(buildFolder, "server/app", folder, "errors", `${kind}.html`));
      pages.set(`${folder}/${kind}`, { html, gzip: gzipSync(html) });
    }
  return (pathname, status) => {
    const first = pathname.split("/", 2)[1];
    const page = pages.get(`${isLocale(first) ? first : ""}/${errorKindOf(status)}`);
    if (!page) throw new Error(`no error page for ${status}`);
    return page;
  };
}

/** Prerendered pages that are shown under other addresses and have none of their own. */
const WITHOUT_ADDRESS = /^\/(choose|errors|[^/]+\/errors)(\/|$)/;

/** No name contains these, and PostgreSQL refuses the first of them. */
const CONTROLS = /[\u0000-\u001F\u007F]/u;

/**
 * Whether nothing can exist at a path: it is malformed (RFC 3986, 2.1: a percent sign without two hexadecimal digits,
 * or bytes that are not UTF-8), contains control characters, or belongs to a page without an address.
 */
export function isNowhere(pathname: string): boolean {
  try {
    const path = decodeURIComponent(pathname);
    return WITHOUT_ADDRESS.test(path) || CONTROLS.test(path);
  } catch {
    return true;
  }
}
