import type { MetadataRoute } from "next";
import { entryRoutes } from "@/i18n/routes";
import { BRAND_COLOURS } from "@/ui/brand";

/** For people who keep the portal on their phone's home screen. It opens at the language chooser. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "OmaPolku",
    short_name: "OmaPolku",
    start_url: entryRoutes.front(),
    display: "minimal-ui",
    background_color: BRAND_COLOURS.paper,
    theme_color: BRAND_COLOURS.spruce,
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
    ],
  };
}
