/**
 * The brand's colours for what reads no style sheet: mails, pictures, the manifest, the browser's own bars. Each has the name of
 * the custom property of tokens.css that it is a copy of; tests/unit/brand.test.ts compares them.
 */
export const BRAND_COLOURS = {
  paper: "#fbf5ea",
  ink: "#17332c",
  inkSoft: "#4a5f58",
  spruce: "#1d5c4b",
  cloudberry: "#f0a33c",
  hill1: "#cfe0cf",
  hill3: "#6fa48c",
} as const;

/** The same in dark mode. */
export const DARK_BRAND_COLOURS = { paper: "#0f211c" } as const;
