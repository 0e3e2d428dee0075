import "server-only";
import { createHash } from "node:crypto";

/** What programs fetch again and again, and the mark by which one that asks again tells whether it has this very one. */
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

/** Puts the mark beside a file. */
export function publicFile(content: string): PublicFile {
  return { content, etag: `W/"${createHash("sha256").update(content).digest("base64url")}"` };
}

/**
 * Answers with a file, or with 304 where the program that asks has this very one: most ask every hour or day, and little
 * changes. Who else may keep it is said in src/server/response.ts. `filename` is what somebody who saves it is offered.
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
