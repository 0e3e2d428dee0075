import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants";
import createNextIntlPlugin from "next-intl/plugin";
import { LOCALE_CODES } from "./src/i18n/locales";

const withNextIntl = createNextIntlPlugin("./src/i18n/request.ts");

/** First segments that are no page language and yet lead somewhere by a dynamic route. */
const OTHER_ROOTS = ["_next", "choose", "language"];

/** `*.dev.tsx` are pages of the development server only, e.g. the styleguide. */
const PAGE_EXTENSIONS = ["tsx", "ts"];

export default function config(phase: string): NextConfig {
  const development = phase === PHASE_DEVELOPMENT_SERVER;
  return withNextIntl({
    // Named by scripts/support/build.ts: the tests build beside a demo that may be running.
    distDir: process.env.BUILD_FOLDER ?? ".next",
    // Next.js adds its folder of route types to this file: the tests' folder is none of the developers' business.
    typescript: { tsconfigPath: process.env.BUILD_FOLDER ? "tsconfig.test-build.json" : "tsconfig.json" },
    poweredByHeader: false,
    reactStrictMode: true,
    typedRoutes: true,
    pageExtensions: development ? ["dev.tsx", ...PAGE_EXTENSIONS] : PAGE_EXTENSIONS,
    // Modules with native parts or dynamic requires stay outside the bundle.
    serverExternalPackages: ["pg", "pg-boss", "nodemailer", "pino", "@resvg/resvg-js", "timezones-ical-library"],
    // An address that begins with no language of ours meets a page that says so in all of them.
    rewrites: async () => ({
      afterFiles: [
        {
          source: `/:locale((?!(?:${[...LOCALE_CODES, ...OTHER_ROOTS].join("|")})(?:/|$))[^/]+)/:path*`,
          destination: "/unknown",
        },
      ],
    }),
    experimental: {
      // Cached functions with tags, without cacheComponents: its streamed holes never show where JavaScript is off.
      useCache: true,
      globalNotFound: true,
    },
  });
}
