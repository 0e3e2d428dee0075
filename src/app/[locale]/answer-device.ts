import { type Judged, type LogAnswer, type LogList, LogRequestSchema } from "@/features/offline-log/schema";
import { consumeRateLimit, type Limit } from "@/platform/security/rate-limit";

/** What a device can do with a log, once it is known who has it. */
interface OpenLog<List extends LogList, Entry, Reason extends string> {
  /** By what the sendings are counted, and how many may be. */
  limit: [limit: Limit, sender: string];
  note(entries: readonly unknown[]): Promise<Judged<Reason>>;
  /** Records that the list is handed to a device that had none. */
  noteTaken(): Promise<void>;
  findList(known: string | null): Promise<List | null>;
  listEntries(from: { after: number }): Promise<{ entries: (Entry & { seq: number })[]; more: boolean }>;
}

export const nothing = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers: { "Cache-Control": "no-store", ...headers } });

/**
 * Takes what a device noted and answers with what it does not have yet. features/offline-log/schema.ts describes both. Only JSON is
 * accepted: a page of another site cannot send that with the user's cookie. `open` gives the log, or the status that says why there is
 * none.
 */
export async function answerDevice<List extends LogList, Entry, Reason extends string>(
  request: Request,
  open: () => Promise<OpenLog<List, Entry, Reason> | 401 | 404>,
): Promise<Response> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) return nothing(415);
  const log = await open();
  if (typeof log === "number") return nothing(log);
  const [limit, sender] = log.limit;
  if (!(await consumeRateLimit(limit, sender))) return nothing(429, { "Retry-After": String(limit.within) });
  const body = LogRequestSchema.safeParse(await request.json().catch(() => null));
  if (!body.success) return nothing(400);
  const { list: known, after, entries } = body.data;
  // What was written is also in what is read.
  const judged = await log.note(entries);
  if (known === null) await log.noteTaken();
  const [list, news] = await Promise.all([log.findList(known), log.listEntries({ after })]);
  const answer: LogAnswer<List, Entry, Reason> = {
    ...{ list, ...news, cursor: news.entries.at(-1)?.seq ?? after },
    ...judged,
  };
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}
