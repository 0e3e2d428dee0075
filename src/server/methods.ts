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

/**
 * The HTTP methods that an address answers to: every one is read, and pages that hold a form take what it sends. Returns
 * what the header `Allow` says, e.g. `GET, HEAD`, for the path of an address as it was sent.
 *
 * Next.js renders a page, or runs a route handler, for whatever method asks, and would keep the refusal of a POST as the
 * answer to every later GET (docs/decisions/011). Route handlers of ours serve GET alone: tests/unit/guards.test.ts.
 */
export function readMethods(buildFolder: string): (pathname: string) => string {
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
    takesForms: withForms.has(page),
  }));
  return (pathname) =>
    routes.find(({ pattern }) => pattern.test(pathname))?.takesForms ? "GET, HEAD, POST" : "GET, HEAD";
}
