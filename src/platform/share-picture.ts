import "server-only";
import { LOCALES, type Locale } from "@/i18n/locales";
import { BRAND_COLOURS } from "@/ui/brand";
import { drawPng, escapeXml, fontsOf, wrapText } from "./picture";

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 80;

interface SharePicture {
  /** The language of the page, and of everything but the title. */
  locale: Locale;
  /** Beside the portal's name, e.g. that a forum is cancelled. */
  remark?: string | undefined;
  title: { text: string; locale: string };
  /** The lines below the title. Parts are joined in the order in which the language is read. */
  lines: readonly { parts: readonly string[]; strong?: boolean }[];
  tagline: string;
  /** A picture beside the words: a JPEG in the shape of `SHARE_PHOTO`. */
  photo?: Buffer | undefined;
}

/** The size of the picture beside the words, in pixels. */
export const SHARE_PHOTO = { width: 460, height: HEIGHT };

/** The picture at the end of the words, with an edge like a hill's. */
function besideWords(photo: Buffer, rtl: boolean): string {
  const { width, height } = SHARE_PHOTO;
  const edge = `M70 0C10 170 130 330 40 ${height}`;
  return `<g transform="translate(${rtl ? 0 : WIDTH - width} 0)">
    <clipPath id="edge"><path d="${edge}H${width}V0z"${rtl ? ` transform="translate(${width} 0) scale(-1 1)"` : ""}/></clipPath>
    <image width="${width}" height="${height}" clip-path="url(#edge)" href="data:image/jpeg;base64,${photo.toString("base64")}"/>
    <path d="${edge}" fill="none" stroke="${BRAND_COLOURS.cloudberry}" stroke-width="8" stroke-linecap="round" stroke-dasharray="5 22"${rtl ? ` transform="translate(${width} 0) scale(-1 1)"` : ""}/>
  </g>`;
}

/**
 * The 1200 × 630 PNG picture that messengers show beside a link: the portal's landscape, a title and some lines. resvg shapes
 * text by HarfBuzz's rules, so Arabic letters join and run from right to left.
 */
export function drawSharePicture({ locale, remark, title, lines, tagline, photo }: SharePicture): Buffer {
  const textLocale = title.locale in LOCALES ? (title.locale as Locale) : locale;
  const rtl = LOCALES[locale].dir === "rtl";
  const titleRtl = LOCALES[textLocale].dir === "rtl";
  const line = (y: number, size: number, fill: string, text: string, isRtl = rtl, weight = 700) => {
    // resvg finds the direction of a line by itself, but its anchors are left and right, not start and end.
    const [x, anchor] = isRtl ? [WIDTH - MARGIN, "end"] : [MARGIN, "start"];
    return `<text x="${x}" y="${y}" font-family="${fontsOf(isRtl)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
  };
  // With a picture beside them, the words have less room.
  const [titleSize, room, most] = photo
    ? [56, WIDTH - 2 * MARGIN - SHARE_PHOTO.width + 20, 4]
    : [68, WIDTH - 2 * MARGIN - 120, 3];
  const titleLines = wrapText(title.text, titleSize, titleRtl, room, most);
  const titleTop = 210;
  const below = titleTop + titleLines.length * titleSize * 1.18;
  const mirror = rtl ? ` transform="translate(${WIDTH} 0) scale(-1 1)"` : "";
  // resvg lays every line out from the left, so the parts of a right-to-left line are given in visual order.
  const written = lines.map(({ parts, strong }, n) =>
    line(
      below + 10 + n * 50,
      strong ? 36 : 38,
      strong ? BRAND_COLOURS.spruce : BRAND_COLOURS.ink,
      (rtl ? parts.toReversed() : parts).join(" · "),
    ),
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="${BRAND_COLOURS.paper}"/>
    <g${mirror}>
      <path d="M0 520q300-110 620-40t580-70v220H0z" fill="${BRAND_COLOURS.hill1}"/>
      <path d="M0 580q360-90 700-30t500-50v130H0z" fill="${BRAND_COLOURS.hill3}"/>
      ${photo ? "" : `<circle cx="1070" cy="130" r="64" fill="${BRAND_COLOURS.cloudberry}"/>`}
      <path d="M860 640c20-90 240-60 230-140-6-50-110-40-100-100" fill="none" stroke="${BRAND_COLOURS.paper}" stroke-width="22" stroke-linecap="round"/>
      <path d="M860 640c20-90 240-60 230-140-6-50-110-40-100-100" fill="none" stroke="${BRAND_COLOURS.cloudberry}" stroke-width="6" stroke-linecap="round" stroke-dasharray="5 18"/>
    </g>
    ${photo ? besideWords(photo, rtl) : ""}
    ${line(118, 44, BRAND_COLOURS.spruce, `OmaPolku${remark ? ` · ${remark}` : ""}`)}
    ${titleLines.map((text, n) => line(titleTop + n * titleSize * 1.18, titleSize, BRAND_COLOURS.ink, text, titleRtl)).join("\n")}
    ${written.join("\n")}
    ${line(HEIGHT - 34, 30, BRAND_COLOURS.ink, tagline)}
  </svg>`;
  return drawPng(svg);
}
