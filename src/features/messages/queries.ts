import "server-only";
import { db } from "@/platform/db/client";
import { env } from "@/platform/env";

export interface DemoMailView {
  id: string;
  to: string;
  subject: string;
  locale: string;
  html: string;
  hasCalendar: boolean;
  at: Date;
}

/** The newest mail of the demo, at most 50; null outside the demo, where the mailbox does not exist. */
export async function listDemoMail(): Promise<DemoMailView[] | null> {
  if (!env().DEMO) return null;
  const rows = await db().demoMail.findMany({ orderBy: { at: "desc" }, take: 50 });
  return rows.map(({ calendar, messageId: _, text: __, ...mail }) => ({ ...mail, hasCalendar: calendar !== null }));
}
