import { deflateSync } from "node:zlib";
import sharp from "sharp";

// Pictures and files for tests, made here: good ones, and ones that strangers might send.

/** A picture with colours that differ from corner to corner, so that a turned one is noticed. */
function drawn(width: number, height: number) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      pixels[at] = x < width / 2 ? 220 : 20;
      pixels[at + 1] = y < height / 2 ? 220 : 20;
      pixels[at + 2] = (x * y) % 200;
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

export const jpeg = (width = 800, height = 600) => drawn(width, height).jpeg({ quality: 80 }).toBuffer();
export const png = (width = 300, height = 200) => drawn(width, height).png().toBuffer();
export const webp = (width = 300, height = 200) => drawn(width, height).webp().toBuffer();
export const gif = (width = 300, height = 200) => drawn(width, height).gif().toBuffer();
export const cmyk = () => drawn(400, 300).toColourspace("cmyk").jpeg().toBuffer();

/** A JPEG that lies on its side, with the place where it was taken. */
export const sideways = () =>
  drawn(400, 200)
    .jpeg()
    .withExif({
      IFD0: { Copyright: "Salainen Tekijä", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "60/1 10/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "24/1 56/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();

/** A WebP that moves. */
export async function animated(): Promise<Buffer> {
  const frame = (shade: number) =>
    sharp({ create: { width: 120, height: 120, channels: 3, background: { r: shade, g: 0, b: 0 } } })
      .png()
      .toBuffer();
  return sharp([await frame(0), await frame(200)], { join: { animated: true } })
    .webp({ loop: 0, delay: [100, 100] })
    .toBuffer();
}

/** CRC-32 as PNG wants it. */
function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc(body));
  return Buffer.concat([head, body, tail]);
}

/** A few kilobytes of PNG that claim this size: one byte of data per row, and then nothing but zeros. */
export function bomb(width: number, height: number, rows = 100): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * rows));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

/** A PNG with one more chunk after its header. */
export async function pngWith(type: string, data: Buffer): Promise<Buffer> {
  const plain = await png();
  return Buffer.concat([plain.subarray(0, 33), chunk(type, data), plain.subarray(33)]);
}

/** A PDF of one empty page, with something more in its catalogue. */
export function pdf(catalogue = "", { head = "%PDF-1.4\n", tail = "%%EOF\n" } = {}): Buffer {
  const objects = [
    `1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${catalogue} >>\nendobj\n`,
    "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
    "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n",
  ];
  return Buffer.from(`${head}${objects.join("")}trailer\n<< /Root 1 0 R >>\n${tail}`, "latin1");
}

/** An empty archive, as ZIP and JAR files end with. */
export const zip = () => Buffer.concat([Buffer.from("PK\u0005\u0006", "latin1"), Buffer.alloc(18)]);

export const page = "<!doctype html><html><script>alert(document.cookie)</script></html>";
