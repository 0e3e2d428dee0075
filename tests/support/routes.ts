import { readFileSync } from "node:fs";

// Every address of the portal, from the build's own manifests: what is added to the portal is tested without being named here.

export const manifest = (name: string) => JSON.parse(readFileSync(`.next-test/${name}`, "utf8"));

const FILES = Object.entries<string>(manifest("app-path-routes-manifest.json"))
  .filter(([, route]) => !route.startsWith("/_"))
  .map(([file, route]) => ({ route, isPage: file.endsWith("/page") }));

export const ROUTES = FILES.map(({ route }) => route);

/** Whether a route is a page, which the portal's own script asks for as well. */
export const isPage = (route: string) => FILES.some((file) => file.route === route && file.isPage);

/** What stands for the parameters of a route, by their names there. */
export type Known = Record<string, string>;

/** The address of a route. Parameters that are not known become a token that nobody was given. */
export const fill = (route: string, known: Known) =>
  route.replace(/\[[^\]]+\]/g, (name) => known[name] ?? "x".repeat(27));
