import { entryRoutes } from "@/i18n/routes";
import { startServer, stopProgram, untilHealthy } from "../../scripts/support/children";
import { freePort } from "../../scripts/support/ports";
import { type Line, openLine } from "./line";

export interface SecondServer {
  url: string;
  /** Its line to the database, which a test can cut or make hang. */
  line: Line;
  stop(): Promise<void>;
}

/**
 * Another server of the portal under test, on its build and its database and without a worker; `own` overrides
 * settings, and a test that starts it again names its port. It answers when this resolves.
 */
export async function startSecondServer(own: Record<string, string> = {}, at?: number): Promise<SecondServer> {
  const settings: Record<string, string> = JSON.parse(process.env.PORTAL_SETTINGS ?? "{}");
  const line = await openLine(settings.DATABASE_URL ?? "");
  const port = at ?? (await freePort());
  const url = `http://localhost:${port}`;
  const server = startServer(
    { ...process.env, ...settings, DATABASE_URL: line.url, PORT: String(port), WORKER: "off", ...own },
    process.env.DEBUG_PORTAL ? "inherit" : "ignore",
  );
  await untilHealthy(`${url}${entryRoutes.health()}`, server);
  return {
    url,
    line,
    async stop() {
      await stopProgram(server);
      await line.stop();
    },
  };
}
