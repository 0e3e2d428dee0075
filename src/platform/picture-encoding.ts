import "server-only";
import sharp, { type Sharp } from "sharp";

// Makes what browsers get of a picture that somebody uploaded. Nothing else decodes what strangers to our code have made, so
// the limits are all here: one thread, no cache, three decoders, and a limit of pixels and time.

sharp.concurrency(1);
sharp.cache(false);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"] });

/** Seconds after which decoding or encoding one picture ends. */
const TIMEOUT = { seconds: 60 };

/** Thrown for a picture that cannot be read: it is damaged, cut off, or not what its beginning says. */
export class UnreadablePicture extends Error {
  override name = "UnreadablePicture";
}

/** One size and format of a picture. */
interface Variant<Format> {
  width: number;
  format: Format;
  bytes: Buffer;
}

/** One step more of AVIF's effort takes twice the processor's time and saves four bytes in a hundred. */
const ENCODERS = {
  avif: (picture: Sharp) => picture.avif({ quality: 50, effort: 2 }),
  webp: (picture: Sharp) => picture.webp({ quality: 78, effort: 4, smartSubsample: true }),
};

/** The middle of a picture in a size, as JPEG: for drawings, which read no newer format. */
export async function cropPicture(bytes: Uint8Array, size: { width: number; height: number }): Promise<Buffer> {
  return sharp(bytes)
    .resize({ ...size, fit: "cover" })
    .timeout(TIMEOUT)
    .jpeg({ quality: 84 })
    .toBuffer();
}

/**
 * A picture upright, in sRGB and on white, no wider than `widest`, without anything else that its file held: no place, no
 * camera, no comment, no second picture. Refuses more than `mostPixels`.
 */
export async function readPicture(
  bytes: Uint8Array,
  { widest, mostPixels }: { widest: number; mostPixels: number },
): Promise<{
  width: number;
  height: number;
  /** Makes the variants, one after the other. */
  encode(widths: readonly number[]): AsyncIterable<Variant<keyof typeof ENCODERS>>;
}> {
  const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", autoOrient: true })
    .resize({ width: widest, withoutEnlargement: true })
    .flatten({ background: "#fff" })
    .toColourspace("srgb")
    .timeout(TIMEOUT)
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      // The message of the decoder may repeat what the file holds.
      throw new UnreadablePicture("the picture cannot be read");
    });
  const { width, height, channels } = info;
  return {
    width,
    height,
    async *encode(widths) {
      for (const each of widths)
        for (const format of ["avif", "webp"] as const) {
          const sized = sharp(data, { raw: { width, height, channels } }).resize({ width: each }).timeout(TIMEOUT);
          yield { width: each, format, bytes: await ENCODERS[format](sized).toBuffer() };
        }
    },
  };
}
