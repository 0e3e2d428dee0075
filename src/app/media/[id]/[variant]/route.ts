import { VariantName } from "@/features/media/schema";
import { serveMedia } from "../../serve-media";

export const dynamic = "force-dynamic";

/** A picture in one size and format, e.g. `/media/…/640.webp`. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string; variant: string }> }) {
  const { id, variant } = await params;
  const name = VariantName.safeParse(variant);
  if (!name.success) return new Response(null, { status: 404 });
  return serveMedia(request, id, { kind: "picture", ...name.data });
}
