import { readFileSync } from "node:fs";
import { join } from "node:path";
import { extractInfoFromServerReferenceId } from "next/dist/shared/lib/server-reference-info.js";

interface Manifests {
  "routes-manifest.json": Record<"staticRoutes" | "dynamicRoutes", { page: string; regex: string }[]>;
  "app-path-routes-manifest.json": Record<string, string>;
  "server/server-reference-manifest.json": { node: Record<string, { workers: Record<string, unknown> }> };
}

/** Reads one of the build's own manifests. */
function readManifest<Name extends keyof Manifests>(buildFolder: string, name: Name): Manifests[Name] {
  return JSON.parse(readFileSync(join(buildFolder, name), "utf8"));
}

/** What an address accepts. */
interface Taken {
  /** The value of the header `Allow`, e.g. `GET, HEAD`. */
  allow: string;
  /** Whether a POST there is a page's form, which must come from one of our pages. */
  form: boolean;
}

/**
 * Route handlers that accept a POST from anywhere; all others serve only GET (tests/unit/guards.test.ts checks this).
 * One click in a mail program stops announcements (RFC 8058): the mail provider sends it, without a cookie and from no
 * page. Devices at a forum's door or a group's meeting send what they noted as JSON, which no page of another site can send with our cookie.
 */
export const TAKE_POST = [
  "/[locale]/door/[key]/log",
  "/[locale]/later-forums/[token]/one-click",
  "/[locale]/work/own-groups/[slug]/meetings/[meeting]/log",
];

/**
 * Route handlers that accept a form of our own pages, because their answer is a file, or because the page is prerendered and
 * the same for everybody. The same test checks this.
 */
export const TAKE_FORMS = [
  "/[locale]/groups/[slug]/come",
  "/[locale]/manage/[forumKey]/print/people.csv",
  "/[locale]/work/organisations/[id]/hours/hours.csv",
  "/[locale]/work/groups/attendance/attendance.csv",
];

/**
 * Returns the HTTP methods that an address accepts, by its path as sent: every address can be read, and pages with a
 * form accept posts.
 *
 * Next.js renders a page or runs a route handler for any method, and would cache the refusal of a POST as the answer to
 * every later GET (docs/decisions/011).
 */
export function readMethods(buildFolder: string): (pathname: string) => Taken {
  const { staticRoutes, dynamicRoutes } = readManifest(buildFolder, "routes-manifest.json");
  const paths = readManifest(buildFolder, "app-path-routes-manifest.json");
  const { node } = readManifest(buildFolder, "server/server-reference-manifest.json");
  const withForms = new Set(
    Object.entries(node)
      .filter(([id]) => extractInfoFromServerReferenceId(id).type === "server-action")
      .flatMap(([, { workers }]) => Object.keys(workers))
      .map((entry) => paths[entry.replace(/^app/, "")]),
  );
  if (withForms.size === 0 || withForms.has(undefined))
    throw new Error("the build does not say which pages hold forms");
  // In Next.js's own order: the first match answers.
  const routes = [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({
    pattern: new RegExp(regex),
    form: withForms.has(page) || TAKE_FORMS.includes(page),
    post: withForms.has(page) || TAKE_POST.includes(page) || TAKE_FORMS.includes(page),
  }));
  return (pathname) => {
    const { form, post } = routes.find(({ pattern }) => pattern.test(pathname)) ?? { form: false, post: false };
    return { allow: post ? "GET, HEAD, POST" : "GET, HEAD", form };
  };
}
