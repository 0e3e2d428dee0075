import "server-only";
import { isUnavailable } from "@/platform/db/client";
import { failureCode } from "@/platform/failure";
import { log } from "@/platform/log";

/**
 * Does a job's work for one item after another, each in its own transaction, so that one failure stops no other item.
 * Logs each failure with what `about` says of the item (only ids). After all items, the job ends as failed, so that the
 * queue shows it and the next run tries again.
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
 * Does a job's work for all items in one transaction. If that fails, does it for one item after another, so that one
 * failure stops no other item. If the database does not answer, it does not try each item.
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

/** Thrown after all other items have been served. */
class SomeFailed extends Error {
  override name = "SomeFailed";
}
