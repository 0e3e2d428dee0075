import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { ZXING_WASM_VERSION } from "barcode-detector/ponyfill";
import { entryRoutes } from "@/i18n/routes";

/** Where the door's own files are served from; not under version control. */
const PUBLIC = "public";
const WORKER = join("src", "features", "offline-log", "device", "worker.ts");

/**
 * Writes the files that the door's page needs under addresses of their own: its service worker, and the WebAssembly that
 * reads QR codes, of the version that the library expects.
 */
export function writeDoorFiles(): void {
  rmSync(join(PUBLIC, "door"), { recursive: true, force: true });
  mkdirSync(join(PUBLIC, "door"), { recursive: true });
  // A service worker is a classic script, for browsers that know no others; `export {}` only makes the file a module for TypeScript.
  const worker = stripTypeScriptTypes(readFileSync(WORKER, "utf8")).replace(/^export \{\};$/m, "");
  writeFileSync(join(PUBLIC, entryRoutes.offlineWorker()), worker);
  const library = createRequire(createRequire(import.meta.url).resolve("barcode-detector/ponyfill"));
  copyFileSync(
    library.resolve("zxing-wasm/reader/zxing_reader.wasm"),
    join(PUBLIC, entryRoutes.qrReader(ZXING_WASM_VERSION)),
  );
}
