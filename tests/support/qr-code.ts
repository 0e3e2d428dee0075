import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");

/** The text of the only QR code in a picture, as a camera reads it. */
export async function readQrCode(picture: Buffer): Promise<string> {
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
  const found = await readBarcodes(new Uint8Array(picture), { formats: ["QRCode"] });
  if (found.length !== 1) throw new Error(`${found.length} QR codes in the picture`);
  return found[0]?.text ?? "";
}
