import { revalidateTag } from "next/cache";
import { isOwnRequest, takeDueTags } from "@/platform/page-renewal";

export const dynamic = "force-dynamic";

/** Expires outdated pages (docs/decisions/018). Only for the server's own process; does not exist for others. */
export async function GET(request: Request) {
  if (!isOwnRequest(request.headers)) return new Response(null, { status: 404 });
  for (const tag of takeDueTags()) revalidateTag(tag, { expire: 0 });
  return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
}
