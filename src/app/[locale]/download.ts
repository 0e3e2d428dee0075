/** Answers with data as a file to save, which no cache and no search engine keeps. */
export function download(filename: string, data: object): Response {
  return Response.json(data, {
    headers: {
      "Cache-Control": "no-store",
      "Content-Disposition": `attachment; filename="${filename}"`,
      "X-Robots-Tag": "noindex",
    },
  });
}
