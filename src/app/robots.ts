import type { MetadataRoute } from "next";
import { entryRoutes } from "@/i18n/routes";
import { env } from "@/platform/env";

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: "*", disallow: ["/api/", "/demo/", "/*/registrations/"] },
    sitemap: `${env().APP_URL}${entryRoutes.sitemap()}`,
  };
}
