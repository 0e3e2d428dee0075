import "server-only";
import { createHash } from "node:crypto";

/** A file that programs fetch repeatedly, and the tag by which they tell whether they already have it. */
export interface PublicFile {
  content: string;
  etag: string;
}

const TYPES = {
  "atom.xml": "application/atom+xml",
  "rss.xml": "application/rss+xml",
  "calendar.ics": "text/calendar",
  html: "text/html",
} as const;

/** Adds the tag to a file. */
export function publicFile(content: string): PublicFile {
  return { content, etag: `W/"${createHash("sha256").update(content).digest("base64url")}"` };
}

/**
 * Answers with a file, or with 304 if the program already has it: most ask every hour or day, and little changes.
 * src/server/response.ts sets who may cache it. `filename` is the suggested name for saving.
 */
export function publicFileResponse(
  request: Request,
  { content, etag }: PublicFile,
  type: keyof typeof TYPES,
  filename?: string,
): Response {
  const headers = { ETag: etag, "Cache-Control": "public, s-maxage=5" };
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  if (known.some((one) => one.trim().replace(/^(W\/)?/, "W/") === etag))
    return new Response(null, { status: 304, headers });
  return new Response(content, {
    headers: {
      ...headers,
      "Content-Type": `${TYPES[type]}; charset=utf-8`,
      ...(filename && { "Content-Disposition": `inline; filename="${filename}"` }),
    },
  });
}
