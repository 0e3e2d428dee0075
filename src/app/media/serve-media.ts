import "server-only";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { currentActor, findDraftReader } from "@/features/accounts/actor";
import { canWriteText } from "@/features/content/policy";
import { findEditionSubject } from "@/features/content/queries";
import { type DraftReader, readDraftPass } from "@/features/media/draft-address";
import { canEditMedia } from "@/features/media/policy";
import { findServedMedia, findStoredMedia, isMediaOfText, type MediaAddress } from "@/features/media/queries";
import { addressName } from "@/features/media/rules";
import { canPreviewPost } from "@/features/news/policy";
import { findPreviewSubject } from "@/features/news/queries";
import { canPreviewPage } from "@/features/pages/policy";
import { findPagePreviewSubject } from "@/features/pages/queries";
import { log } from "@/platform/log";
import { StorageAway } from "@/platform/storage/contract";

/**
 * What readers may have never changes under its address: browsers keep it for ever. Shared caches keep it for five minutes, so
 * that a picture that was withdrawn does not go on.
 */
const OF_READERS = "public, max-age=31536000, s-maxage=300, immutable";
/** What readers may not have yet is asked for again each time, and no shared cache keeps it. */
const OF_DRAFTS = "private, no-cache";

/** Whether somebody may still read the text by which they got an address: what its page asked is asked again. */
async function mayRead({ itemId, language, by }: DraftReader): Promise<boolean> {
  const actor = await findDraftReader(by);
  if (!actor) return false;
  if (language) {
    const edition = await findEditionSubject(itemId, language);
    return edition !== null && Permit.ask(canWriteText, actor, edition) !== null;
  }
  const post = await findPreviewSubject(itemId);
  if (post) return Permit.ask(canPreviewPost, actor, post) !== null;
  const page = await findPagePreviewSubject(itemId);
  return page !== null && Permit.ask(canPreviewPage, actor, page) !== null;
}

/**
 * Answers a request for a picture or PDF. What no published text uses exists only for those who look after it, and for those
 * who may read a text that uses it, at the addresses on that text's page; whether a visitor is signed in is asked for nothing
 * else.
 */
export async function serveMedia(request: Request, given: string, as: MediaAddress): Promise<Response> {
  const id = Id.safeParse(given);
  const found = id.success && id.data === given ? await findServedMedia(id.data, as) : null;
  if (!found) return new Response(null, { status: 404 });
  if (!found.released && !Permit.ask(canEditMedia, await currentActor(), found)) {
    const reader = readDraftPass(given, new URL(request.url).searchParams.get("draft") ?? "");
    const may = reader && (await isMediaOfText(given, reader.itemId)) && (await mayRead(reader));
    if (!may) return new Response(null, { status: 404 });
  }
  const etag = as.kind === "pdf" ? `"${given}"` : `"${given}-${as.width}-${as.format}"`;
  const headers = { "Cache-Control": found.released ? OF_READERS : OF_DRAFTS, ETag: etag };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
  try {
    const stored = await findStoredMedia(given, as);
    if (!stored) return new Response(null, { status: 404 });
    const head = request.method === "HEAD";
    if (head) await stored.body.cancel();
    return new Response(head ? null : stored.body, {
      headers: {
        ...headers,
        "Content-Type": as.kind === "pdf" ? "application/pdf" : `image/${as.format}`,
        "Content-Length": String(stored.length),
        ...(as.kind === "pdf" && {
          "Content-Disposition": `attachment; filename="${addressName(found.name)}.pdf"`,
          "X-Robots-Tag": "noindex",
        }),
      },
    });
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error;
    log().error({ code: error.code }, "a picture or file was not served: the storage does not answer");
    return new Response(null, { status: 503, headers: { "Retry-After": "30", "Cache-Control": "no-store" } });
  }
}
