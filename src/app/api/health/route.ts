import { checkHealth } from "@/platform/health";

export const dynamic = "force-dynamic";

/** 200 if the database answers and a worker is alive, otherwise 503; the body says which. */
export async function GET() {
  const health = await checkHealth();
  const ok = health.database && health.worker;
  return Response.json({ ok, ...health }, { status: ok ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}
