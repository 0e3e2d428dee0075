// The import direction of docs/architecture.md: app → features → platform; ui and i18n are open to all and import none
// of them.

/** Which other features a feature may import: only downhill. Its actions may also import the DOORS. */
const DOWNHILL = {
  access: [],
  audit: ["access"],
  notifications: ["access", "audit"],
  accounts: ["access", "audit", "notifications"],
  users: ["access", "accounts", "audit", "notifications", "responsibilities"],
  capacity: [],
  documents: ["access"],
  content: ["access", "accounts", "audit", "documents", "media"],
  media: ["access", "accounts", "audit"],
  forums: ["access", "accounts", "audit", "capacity", "content"],
  "session-notes": ["access", "accounts", "audit", "forums"],
  responsibilities: ["access", "accounts", "audit", "content", "forums", "notifications"],
  interpretation: ["access", "accounts", "audit", "capacity", "forums", "notifications"],
  registration: ["access", "accounts", "audit", "forums", "interpretation", "notifications", "capacity"],
  "offline-log": [],
  door: ["access", "accounts", "audit", "capacity", "forums", "offline-log", "registration"],
  "forum-changes": [
    "access",
    "accounts",
    "audit",
    "content",
    "forums",
    "interpretation",
    "notifications",
    "capacity",
    "registration",
    "responsibilities",
    "year-calendar",
  ],
  "year-calendar": ["access", "accounts", "audit"],
  "forum-planning": [
    "access",
    "accounts",
    "audit",
    "capacity",
    "content",
    "door",
    "forums",
    "interpretation",
    "responsibilities",
    "session-notes",
    "year-calendar",
  ],
  "group-demand": ["access", "content", "groups", "notifications", "registration"],
  pages: ["access", "accounts", "audit", "content", "documents", "forums", "media"],
  news: ["access", "accounts", "audit", "content", "documents", "forum-planning", "forums", "groups", "media"],
  "group-members": ["access", "accounts", "audit", "content", "forums", "groups", "notifications", "registration"],
  groups: ["access", "accounts", "audit", "content", "forum-planning", "forums", "notifications", "year-calendar"],
  "group-messages": ["access", "accounts", "audit", "content", "group-members", "groups", "notifications"],
  "group-notes": ["access", "accounts", "audit", "content", "groups", "notifications"],
  "tutor-hours": ["access", "accounts", "audit", "content", "groups"],
  "group-attendance": ["access", "accounts", "audit", "content", "group-members", "groups", "offline-log"],
  venues: ["access", "accounts", "audit", "content", "forums", "forum-changes", "forum-planning"],
  organisations: ["access", "accounts", "audit", "forums", "forum-planning"],
  privacy: [
    "access",
    "accounts",
    "audit",
    "forums",
    "notifications",
    "capacity",
    "registration",
    "session-notes",
    "users",
    "door",
    "group-demand",
    "groups",
    "group-members",
    "group-notes",
    "tutor-hours",
    "group-attendance",
  ],
};

/**
 * What every action of any feature needs: who is acting, which forum, and which pages to renew. No feature imports an
 * action, so this cannot close a circle.
 */
const DOORS = "^src/features/(accounts/(action|actor)|forums/(managed-forum|cache-tags))\\.ts$";

const PUBLIC_FILES = "(queries|commands|writes|schema|policy)\\.ts$";

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "app-is-the-top", severity: "error", from: { pathNot: "^src/app/" }, to: { path: "^src/app/" } },
    {
      name: "platform-knows-no-feature",
      severity: "error",
      from: { path: "^src/platform/" },
      to: { path: "^src/(app|features)/" },
    },
    {
      name: "contributions-are-for-the-whole",
      comment: "What all features contribute is gathered for pages and the worker; a feature reaches others by name.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(app/|worker\\.ts$|features/notifications/registry\\.ts$)" },
      to: { path: "^src/contributions/" },
    },
    {
      name: "demo-is-for-the-seed",
      comment: "Invented data and what writes it are for scripts/seed.ts, and no part of the portal.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(contributions/demo\\.ts$|features/[^/]+/demo[./])" },
      to: { path: "^src/(contributions/demo\\.ts$|features/[^/]+/demo[./])" },
    },
    {
      name: "registry-reads-declarations-only",
      comment: "The outbox knows what features declare of their messages, and not how they are put into words.",
      severity: "error",
      from: { path: "^src/features/notifications/registry\\.ts$" },
      to: { path: "^src/", pathNot: "^src/(contributions/notifications|features/notifications/(rules|schema))\\.ts$" },
    },
    {
      name: "declarations-know-nothing",
      comment: "Everything that writes a message loads what all features declare of theirs.",
      severity: "error",
      from: { path: "^src/features/[^/]+/notifications\\.ts$" },
      to: { path: "^src/", pathNot: "^src/features/notifications/(rules|schema)\\.ts$" },
    },
    {
      name: "ui-and-i18n-know-nobody",
      severity: "error",
      from: { path: "^src/(ui|i18n)/" },
      to: { path: "^src/(app|features|platform)/" },
    },
    {
      name: "i18n-is-below-ui",
      severity: "error",
      from: { path: "^src/i18n/" },
      to: { path: "^src/ui/" },
    },
    {
      name: "feature-has-no-place-yet",
      comment: "Say in DOWNHILL what a new feature may reach.",
      severity: "error",
      from: { path: "^src/features/([^/]+)/", pathNot: `^src/features/(${Object.keys(DOWNHILL).join("|")})/` },
      to: { path: "^src/features/", pathNot: "^src/features/$1/" },
    },
    ...Object.entries(DOWNHILL).flatMap(([feature, below]) => [
      {
        name: `${feature}-only-downhill`,
        severity: "error",
        from: { path: `^src/features/${feature}/`, pathNot: "/actions\\.ts$" },
        to: { path: "^src/features/", pathNot: `^src/features/(${[feature, ...below].join("|")})/` },
      },
      {
        name: `${feature}-actions-only-downhill`,
        severity: "error",
        from: { path: `^src/features/${feature}/actions\\.ts$` },
        to: { path: "^src/features/", pathNot: [`^src/features/(${[feature, ...below].join("|")})/`, DOORS] },
      },
    ]),
    {
      name: "actions-are-for-pages-and-components",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(app/|features/[^/]+/components/)" },
      to: { path: "^src/features/[^/]+/actions\\.ts$" },
    },
    {
      name: "data-files-of-another-feature",
      comment:
        "Commands and rules reach another feature through what it offers; components, calendars and tags are for pages. What counts in a log is the same for all logs.",
      severity: "error",
      from: { path: "^src/features/([^/]+)/.*\\b(rules|policy|schema)\\.ts$" },
      to: {
        path: "^src/features/",
        pathNot: [`^src/features/.+/${PUBLIC_FILES}`, "^src/features/$1/", "^src/features/offline-log/rules\\.ts$"],
      },
    },
    {
      name: "database-only-in-data-files",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(platform/|features/.+/(queries|commands|writes|adapter|demo)\\.ts$)" },
      to: { path: "^src/platform/db/" },
    },
    {
      name: "drivers-only-below",
      comment: "No second way to the tables, beside the client whose queries the unit tests read.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/platform/" },
      to: { path: "(^|/)node_modules/(pg|pg-boss|@prisma/[^/]+)/" },
    },
    {
      name: "rules-do-no-io",
      severity: "error",
      from: { path: "^src/features/.+/(rules|schema|policy)\\.ts$" },
      to: { path: "^src/platform/|^node:(fs|net|http)" },
    },
    { name: "not-to-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    // TypeScript 7 has no API that dependency-cruiser understands: Babel strips the types.
    babelConfig: { fileName: ".dependency-cruiser.babel.cjs" },
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)generated/|\\.test\\.ts$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
