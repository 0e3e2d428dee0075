import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { isLocale, LOCALE_CODES } from "../i18n/locales.ts";
import type { TypedInput } from "../platform/begun.ts";
import { ERROR_KINDS, errorKindOf, TYPED_KIND, TYPED_MARK } from "../platform/error-kinds.ts";
import { fillTypedPage } from "./typed-page.ts";

/** An error page as bytes, plain and compressed. */
interface ErrorPage {
  html: Buffer;
  gzip: Buffer;
}

/** Picks the page for a path, in the language that it begins with, and a status; with `typed`, one that shows that input. */
export type PageFor = (pathname: string, status: number, typed?: TypedInput) => ErrorPage;

/**
 * Reads the build's prerendered error pages, in each language and in all languages at once, into memory, so that they
 * need neither Next.js nor the database.
 */
export function readErrorPages(buildFolder: string): PageFor {
  const read = (folder: string, kind: string) =>
    readFileSync(join(buildFolder, "server/app", folder, "errors", `${kind}.html`));
  const pages = new Map<string, ErrorPage>();
  for (const folder of ["", ...LOCALE_CODES])
    for (const kind of ERROR_KINDS) {
      const html = read(folder, kind);
      pages.set(`${folder}/${kind}`, { html, gzip: gzipSync(html) });
    }
  const templates = new Map(LOCALE_CODES.map((code) => [code, read(code, TYPED_KIND).toString("utf8")]));
  for (const [code, template] of templates)
    if (!template.includes(TYPED_MARK)) throw new Error(`the page of what was typed has no place for it in ${code}`);
  return (pathname, status, typed) => {
    const first = pathname.split("/", 2)[1];
    const language = isLocale(first) ? first : "";
    const template = typed && language !== "" ? templates.get(language) : undefined;
    if (typed && template) {
      const html = Buffer.from(fillTypedPage(template, typed));
      return { html, gzip: gzipSync(html) };
    }
    const page = pages.get(`${language}/${errorKindOf(status)}`);
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
