/**
 * The brand's colours for places without a style sheet: mails, pictures, the manifest, the browser's own bars. Each
 * copies the custom property of the same name in tokens.css; tests/unit/brand.test.ts compares them.
 */
export const BRAND_COLOURS = {
  paper: "#fbf5ea",
  surface: "#fffdf8",
  ink: "#17332c",
  inkSoft: "#4a5f58",
  spruce: "#1d5c4b",
  cloudberry: "#f0a33c",
  hill1: "#cfe0cf",
  hill3: "#6fa48c",
} as const;

/** The same colours in dark mode. */
export const DARK_BRAND_COLOURS = {
  paper: "#0f211c",
  surface: "#17302a",
  ink: "#f5ecdb",
  inkSoft: "#bccac2",
  spruce: "#92d6b9",
  cloudberry: "#f5b65d",
  hill3: "#2f6a59",
} as const;
