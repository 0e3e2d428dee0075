/** A site map, or an index of them (sitemaps.org). Addresses contain nothing that XML would need to escape. */
export function siteMap(
  list: "urlset" | "sitemapindex",
  entry: "url" | "sitemap",
  addresses: readonly string[],
): Response {
  const entries = addresses.map((address) => `<${entry}><loc>${address}</loc></${entry}>`).join("\n");
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${list} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries}\n</${list}>\n`,
    { headers: { "Content-Type": "application/xml" } },
  );
}
