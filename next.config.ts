import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants";
import createNextIntlPlugin from "next-intl/plugin";
import { LOCALE_CODES } from "./src/i18n/locales";
import {
  DOOR_HEADERS,
  doorShellPolicy,
  EMBED_HEADERS,
  MEDIA_HEADERS,
  publicPolicy,
  SECURITY_HEADERS,
} from "./src/platform/security/headers";
import { LARGEST_FILE } from "./src/ui/too-long";

const withNextIntl = createNextIntlPlugin("./src/i18n/request.ts");

/** Former addresses of the workspace (below the locale) in messages already sent, and where they now lead. */
const FORMER_ADDRESSES = {
  "/desk": "/work",
  "/desk/:page(users|invitations|audit)/:path*": "/work/:page/:path*",
  "/desk/:forumKey": "/manage/:forumKey",
  "/desk/:forumKey/:form": "/manage/:forumKey/:form",
};

/** `*.dev.tsx` are pages of the development server only, e.g. the styleguide. */
const PAGE_EXTENSIONS = ["tsx", "ts"];

const headersOf = (headers: Record<string, string>) => Object.entries(headers).map(([key, value]) => ({ key, value }));

export default function config(phase: string): NextConfig {
  const development = phase === PHASE_DEVELOPMENT_SERVER;
  // scripts/support/build.ts sets this: the tests build beside a demo that may be running.
  const distDir = process.env.BUILD_FOLDER ?? ".next";
  return withNextIntl({
    distDir,
    // Next.js adds its folder of route types to this file; the tests' folder does not belong in the developers' file.
    // The tests' build leaves the types to `npm run lint`, which reads all of them.
    typescript: process.env.BUILD_FOLDER
      ? { tsconfigPath: "tsconfig.test-build.json", ignoreBuildErrors: true }
      : { tsconfigPath: "tsconfig.json" },
    poweredByHeader: false,
    // src/server/start.ts compresses, with Brotli too.
    compress: false,
    reactStrictMode: true,
    typedRoutes: true,
    // For pages made for one request, src/proxy.ts replaces this policy with a stricter one.
    headers: async () => [
      {
        source: "/:path((?![a-z]+/embed/|media/).*)",
        headers: headersOf({ ...SECURITY_HEADERS, "Content-Security-Policy": publicPolicy(development) }),
      },
      {
        source: "/:locale([a-z]+)/door/:key?",
        headers: headersOf({ ...DOOR_HEADERS, "Content-Security-Policy": doorShellPolicy(development) }),
      },
      // The scope of the door's service worker is not below its own file.
      { source: "/door/worker.js", headers: headersOf({ "Service-Worker-Allowed": "/", "Cache-Control": "no-cache" }) },
      { source: "/:locale([a-z]+)/embed/:path*", headers: headersOf(EMBED_HEADERS) },
      { source: "/media/:path*", headers: headersOf(MEDIA_HEADERS) },
    ],
    redirects: async () =>
      Object.entries(FORMER_ADDRESSES).map(([source, destination]) => ({
        source: `/:locale(${LOCALE_CODES.join("|")})${source}`,
        destination: `/:locale${destination}`,
        permanent: true,
      })),
    // No page is sent before its title is known: otherwise a slow title follows in the page's body.
    htmlLimitedBots: /^/,
    pageExtensions: development ? ["dev.tsx", ...PAGE_EXTENSIONS] : PAGE_EXTENSIONS,
    // Modules with native parts or dynamic requires stay outside the bundle.
    serverExternalPackages: [
      "pg",
      "pg-boss",
      "nodemailer",
      "pino",
      "@resvg/resvg-js",
      "sharp",
      "timezones-ical-library",
      "date-holidays",
    ],
    experimental: {
      // Cached functions with tags, without cacheComponents, whose streamed parts never show without JavaScript.
      useCache: true,
      globalNotFound: true,
      // Pages made on demand stay in memory, where the least used are dropped: strangers who ask for missing pages fill
      // no disk.
      isrFlushToDisk: false,
      // Pages are made by all processors; Next.js would leave one idle, also of two.
      cpus: availableParallelism(),
      // Writing what the next build could use takes a third of the first one's compiling, and most folders see no second.
      turbopackFileSystemCacheForBuild: existsSync(join(distDir, "BUILD_ID")),
      // The development server has no src/server to take files out of forms.
      ...(development && { serverActions: { bodySizeLimit: LARGEST_FILE + 1024 * 1024 } }),
    },
  });
}
