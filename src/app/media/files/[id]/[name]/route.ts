import { serveMedia } from "../../../serve-media";

export const dynamic = "force-dynamic";

/** A PDF, which browsers save under the name in its address. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string; name: string }> }) {
  const { id, name } = await params;
  if (!/^[a-z0-9-]{1,80}\.pdf$/.test(name)) return new Response(null, { status: 404 });
  return serveMedia(request, id, { kind: "pdf" });
}
