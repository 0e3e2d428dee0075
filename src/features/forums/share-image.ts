import "server-only";
import { formatDate, formatTime } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { drawPng, escapeXml, fontsOf, wrapText } from "@/platform/picture";
import { BRAND_COLOURS } from "@/ui/brand";
import type { ForumView } from "./queries";

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 80;
/**
 * A forum's 1200 × 630 PNG picture, which messengers show beside its link. resvg shapes text by HarfBuzz's rules, so
 * Arabic letters join and run from right to left.
 */
export function shareImage({
  forum,
  locale,
  place,
  state,
  tagline,
}: {
  forum: ForumView;
  locale: Locale;
  place: string;
  state: string | undefined;
  tagline: string;
}): Buffer {
  const textLocale = forum.text.locale in LOCALES ? (forum.text.locale as Locale) : locale;
  const rtl = LOCALES[locale].dir === "rtl";
  const titleRtl = LOCALES[textLocale].dir === "rtl";
  const line = (y: number, size: number, fill: string, text: string, isRtl = rtl, weight = 700) => {
    // resvg finds the direction of a line by itself, but its anchors are left and right, not start and end.
    const [x, anchor] = isRtl ? [WIDTH - MARGIN, "end"] : [MARGIN, "start"];
    return `<text x="${x}" y="${y}" font-family="${fontsOf(isRtl)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
  };
  const titleSize = 68;
  const title = wrapText(forum.text.title, titleSize, titleRtl, WIDTH - 2 * MARGIN - 120, 3);
  const titleTop = 210;
  const date = formatDate(locale, forum.startsAt);
  const time = `${formatTime(forum.startsAt)}–${formatTime(forum.endsAt)}`;
  // resvg lays every line out from the left, so give the parts of a right-to-left line in visual order.
  const where = forum.online ? [place] : [place, forum.venueName];
  const below = titleTop + title.length * titleSize * 1.18;
  const mirror = rtl ? ` transform="translate(${WIDTH} 0) scale(-1 1)"` : "";
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="${WIDTH}" height="${HEIGHT}" fill="${BRAND_COLOURS.paper}"/>
    <g${mirror}>
      <path d="M0 520q300-110 620-40t580-70v220H0z" fill="${BRAND_COLOURS.hill1}"/>
      <path d="M0 580q360-90 700-30t500-50v130H0z" fill="${BRAND_COLOURS.hill3}"/>
      <circle cx="1070" cy="130" r="64" fill="${BRAND_COLOURS.cloudberry}"/>
      <path d="M860 640c20-90 240-60 230-140-6-50-110-40-100-100" fill="none" stroke="${BRAND_COLOURS.paper}" stroke-width="22" stroke-linecap="round"/>
      <path d="M860 640c20-90 240-60 230-140-6-50-110-40-100-100" fill="none" stroke="${BRAND_COLOURS.cloudberry}" stroke-width="6" stroke-linecap="round" stroke-dasharray="5 18"/>
    </g>
    ${line(118, 44, BRAND_COLOURS.spruce, `OmaPolku${state ? ` · ${state}` : ""}`)}
    ${title.map((text, n) => line(titleTop + n * titleSize * 1.18, titleSize, BRAND_COLOURS.ink, text, titleRtl)).join("\n")}
    ${line(below + 10, 38, BRAND_COLOURS.ink, date)}
    ${line(below + 58, 38, BRAND_COLOURS.ink, time)}
    ${line(below + 110, 36, BRAND_COLOURS.spruce, (rtl ? where.toReversed() : where).join(" · "))}
    ${line(HEIGHT - 34, 30, BRAND_COLOURS.ink, tagline)}
  </svg>`;
  return drawPng(svg);
}
