import { EMBED_STYLES } from "@/features/forums/embed-styles";

export const dynamic = "force-static";

/** How the pages look that other sites frame: they load nothing else. */
export function GET() {
  return new Response(EMBED_STYLES, { headers: { "Content-Type": "text/css; charset=utf-8" } });
}
