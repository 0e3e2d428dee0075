import type { Metadata, Viewport } from "next";
import { BRAND_COLOURS, DARK_BRAND_COLOURS } from "@/ui/brand";

/** The metadata of every page. The address comes from the environment when the page is rendered. */
export const siteMetadata: Metadata = {
  metadataBase: new URL(process.env.APP_URL ?? "http://localhost:3000"),
  title: { default: "OmaPolku", template: "%s · OmaPolku" },
  applicationName: "OmaPolku",
  formatDetection: { telephone: false },
  icons: {
    icon: [
      { url: "/icon.svg", type: "image/svg+xml" },
      { url: "/icon-192.png", sizes: "192x192", type: "image/png" },
    ],
    apple: "/apple-icon.png",
  },
  manifest: "/manifest.webmanifest",
};

export const siteViewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: BRAND_COLOURS.paper },
    { media: "(prefers-color-scheme: dark)", color: DARK_BRAND_COLOURS.paper },
  ],
};
