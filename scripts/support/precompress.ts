import { globSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

/** What is text, or as good as: pictures and fonts are compressed already. */
const COMPRESSIBLE = [".js", ".css", ".json", ".svg", ".txt", ".wasm"];
/** Smaller files fit into one packet as they are. */
const WORTH_IT = 1024;

const [asBrotli, asGzip] = [promisify(brotliCompress), promisify(gzip)];

/**
 * Writes the files below a folder also compressed, as `.br` and `.gz` beside them: once, with all the effort that an
 * answer has no time for. The server sends them instead (src/server/start.ts).
 */
export async function precompress(folder: string): Promise<void> {
  const files = globSync("**/*", { cwd: folder }).filter((file) => COMPRESSIBLE.includes(extname(file)));
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const bytes = await readFile(path);
      if (bytes.length < WORTH_IT) return;
      await writeFile(`${path}.br`, await asBrotli(bytes));
      await writeFile(`${path}.gz`, await asGzip(bytes, { level: 9 }));
    }),
  );
}
