import { EMBED_STYLES } from "@/features/forums/embed-styles";

export const dynamic = "force-static";

/** The style sheet of the pages that other sites frame. They load nothing else. */
export function GET() {
  return new Response(EMBED_STYLES, { headers: { "Content-Type": "text/css; charset=utf-8" } });
}
