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
}

/**
 * The 1200 × 630 PNG picture that messengers show beside a link: the portal's landscape, a title and some lines. resvg shapes
 * text by HarfBuzz's rules, so Arabic letters join and run from right to left.
 */
export function drawSharePicture({ locale, remark, title, lines, tagline }: SharePicture): Buffer {
  const textLocale = title.locale in LOCALES ? (title.locale as Locale) : locale;
  const rtl = LOCALES[locale].dir === "rtl";
  const titleRtl = LOCALES[textLocale].dir === "rtl";
  const line = (y: number, size: number, fill: string, text: string, isRtl = rtl, weight = 700) => {
    // resvg finds the direction of a line by itself, but its anchors are left and right, not start and end.
    const [x, anchor] = isRtl ? [WIDTH - MARGIN, "end"] : [MARGIN, "start"];
    return `<text x="${x}" y="${y}" font-family="${fontsOf(isRtl)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
  };
  const titleSize = 68;
  const titleLines = wrapText(title.text, titleSize, titleRtl, WIDTH - 2 * MARGIN - 120, 3);
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
      <circle cx="1070" cy="130" r="64" fill="${BRAND_COLOURS.cloudberry}"/>
      <path d="M860 640c20-90 240-60 230-140-6-50-110-40-100-100" fill="none" stroke="${BRAND_COLOURS.paper}" stroke-width="22" stroke-linecap="round"/>
      <path d="M860 640c20-90 240-60 230-140-6-50-110-40-100-100" fill="none" stroke="${BRAND_COLOURS.cloudberry}" stroke-width="6" stroke-linecap="round" stroke-dasharray="5 18"/>
    </g>
    ${line(118, 44, BRAND_COLOURS.spruce, `OmaPolku${remark ? ` · ${remark}` : ""}`)}
    ${titleLines.map((text, n) => line(titleTop + n * titleSize * 1.18, titleSize, BRAND_COLOURS.ink, text, titleRtl)).join("\n")}
    ${written.join("\n")}
    ${line(HEIGHT - 34, 30, BRAND_COLOURS.ink, tagline)}
  </svg>`;
  return drawPng(svg);
}
