import { readFileSync } from "node:fs";
import { join } from "node:path";
import { extractInfoFromServerReferenceId } from "next/dist/shared/lib/server-reference-info.js";

interface Manifests {
  "routes-manifest.json": Record<"staticRoutes" | "dynamicRoutes", { page: string; regex: string }[]>;
  "app-path-routes-manifest.json": Record<string, string>;
  "server/server-reference-manifest.json": { node: Record<string, { workers: Record<string, unknown> }> };
}

/** A build's own record of what it holds. */
function readManifest<Name extends keyof Manifests>(buildFolder: string, name: Name): Manifests[Name] {
  return JSON.parse(readFileSync(join(buildFolder, name), "utf8"));
}

/** What an address takes. */
interface Taken {
  /** As the header `Allow` says it, e.g. `GET, HEAD`. */
  allow: string;
  /** Whether what is posted there is a form of a page, and has to come from one of ours. */
  form: boolean;
}

/**
 * Route handlers that take a POST, from anywhere. All others serve GET alone: tests/unit/guards.test.ts. One click in a mail
 * program ends announcements (RFC 8058): its provider sends it, without a cookie and from no page.
 */
export const TAKE_POST = ["/[locale]/later-forums/[token]/one-click"];

/**
 * The HTTP methods that an address answers to, by its path as it was sent: every one is read, and pages that hold a form take
 * what it sends.
 *
 * Next.js renders a page, or runs a route handler, for whatever method asks, and would keep the refusal of a POST as the
 * answer to every later GET (docs/decisions/011).
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
  // In Next.js's own order: the first that fits is the one that answers.
  const routes = [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({
    pattern: new RegExp(regex),
    form: withForms.has(page),
    post: withForms.has(page) || TAKE_POST.includes(page),
  }));
  return (pathname) => {
    const { form, post } = routes.find(({ pattern }) => pattern.test(pathname)) ?? { form: false, post: false };
    return { allow: post ? "GET, HEAD, POST" : "GET, HEAD", form };
  };
}
