import { readFileSync } from "node:fs";

// Every address of the portal, from the build's own manifests, so that new pages are tested without being named here.

export const manifest = (name: string) => JSON.parse(readFileSync(`.next-test/${name}`, "utf8"));

const FILES = Object.entries<string>(manifest("app-path-routes-manifest.json"))
  .filter(([, route]) => !route.startsWith("/_"))
  .map(([file, route]) => ({ route, isPage: file.endsWith("/page") }));

export const ROUTES = FILES.map(({ route }) => route);

/** Whether a route is a page, which the portal's own script also fetches. */
export const isPage = (route: string) => FILES.some((file) => file.route === route && file.isPage);

/** Values for a route's parameters, by name. */
export type Known = Record<string, string>;

/** The address of a route. Unknown parameters become a token that nobody was given. */
export const fill = (route: string, known: Known) =>
  route.replace(/\[[^\]]+\]/g, (name) => known[name] ?? "x".repeat(27));
