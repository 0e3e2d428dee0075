import "server-only";
import { isUnavailable } from "@/platform/db/client";
import { failureCode } from "@/platform/failure";
import { log } from "@/platform/log";

/**
 * Does a job's work for one after the other, each in a transaction of its own: what fails for one stops none of the others.
 * Each failure is logged with what `about` says of it (ids alone); when all have had their turn, the job ends as failed, so
 * that the queue shows it and its next run tries again.
 */
export async function forEachApart<T>(
  items: readonly T[],
  about: (item: T) => Record<string, string>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let failed = 0;
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failed += 1;
      log().error({ ...about(item), code: failureCode(error) }, "a job went past one that failed");
    }
  }
  if (failed > 0) throw new SomeFailed(`${failed} of ${items.length} failed`);
}

/**
 * Does a job's work for all at once, in one transaction; where one of them makes that fail, for one after the other, so that it
 * stops none of the others. A database that does not answer is no reason to ask it once for each.
 */
export async function forAllOrEachApart<T>(
  items: readonly T[],
  about: (item: T) => Record<string, string>,
  work: (items: readonly T[]) => Promise<void>,
): Promise<void> {
  if (items.length === 0) return;
  try {
    await work(items);
  } catch (error) {
    if (items.length === 1 || isUnavailable(error)) throw error;
    log().warn({ code: failureCode(error), items: items.length }, "a job does one by one what failed together");
    await forEachApart(items, about, (item) => work([item]));
  }
}

/** Thrown when everybody else has been served. */
class SomeFailed extends Error {
  override name = "SomeFailed";
}
