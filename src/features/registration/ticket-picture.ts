import "server-only";
import { getTranslations } from "next-intl/server";
import { encode } from "uqr";
import { formatDate, formatTimeRange } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { drawPng, escapeXml, fontsOf, wrapText } from "@/platform/picture";
import { BRAND_COLOURS } from "@/ui/brand";
import { registrationStatusWords } from "./components/status-words";
import { codeAtDoor } from "./components/ticket-code";
import type { TicketView } from "./queries";

const WIDTH = 1080;
const MARGIN = 72;
const QR = 440;

/** One line of the picture, with its lower edge at `y`. */
interface Line {
  y: number;
  text: string;
  size: number;
  fill?: string;
  rtl: boolean;
  middle?: boolean;
}

function drawLine({ y, text, size, fill = BRAND_COLOURS.ink, rtl, middle = false }: Line): string {
  // A mark on either side keeps a final full stop at the end of its line.
  const marked = /\p{Script=Arabic}/u.test(text) ? `\u200f${text}\u200f` : text;
  // resvg finds the direction of a line by itself, but its anchors are left and right, not start and end.
  const [x, anchor] = middle ? [WIDTH / 2, "middle"] : rtl ? [WIDTH - MARGIN, "end"] : [MARGIN, "start"];
  return `<text x="${x}" y="${y}" font-family="${fontsOf(rtl)}" font-size="${size}" font-weight="700" fill="${fill}" text-anchor="${anchor}">${escapeXml(marked)}</text>`;
}

/** The modules of a QR code as one path, dark on white, with the upper left corner at `x` and `y`. */
function drawQr(text: string, x: number, y: number): string {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const modules = data.flatMap((row, top) => row.flatMap((dark, left) => (dark ? `M${left} ${top}h1v1h-1z` : [])));
  return `<g transform="translate(${x} ${y}) scale(${QR / size})" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${modules.join("")}" fill="${BRAND_COLOURS.ink}"/></g>`;
}

/**
 * A ticket as a PNG picture to keep: that there is a place, its code, time and venue, but not whose it is. Names are
 * left out because pictures are passed on, and because they come in more scripts than the server has letters for.
 */
export async function ticketPicture(locale: Locale, ticket: TicketView): Promise<Buffer> {
  const [t, labels, states] = await Promise.all([
    getTranslations({ locale, namespace: "Ticket" }),
    getTranslations({ locale, namespace: "Forum" }),
    registrationStatusWords(locale),
  ]);
  const { forum } = ticket;
  const rtl = LOCALES[locale].dir === "rtl";
  const titleRtl = forum.text.locale in LOCALES && LOCALES[forum.text.locale as Locale].dir === "rtl";
  const lines: Line[] = [
    { y: 84, text: "OmaPolku", size: 40, fill: BRAND_COLOURS.hill1, rtl: false },
    { y: 166, text: states[ticket.status].title, size: 68, fill: BRAND_COLOURS.paper, rtl },
    { y: 270, text: t("code"), size: 40, fill: BRAND_COLOURS.inkSoft, rtl, middle: true },
    { y: 440, text: ticket.code, size: 180, rtl: false, middle: true },
  ];
  const qrTop = 480;
  let y = qrTop + QR + 60;
  lines.push({ y, text: t("codeHint"), size: 38, fill: BRAND_COLOURS.inkSoft, rtl, middle: true });
  y += 40;
  const write = (texts: readonly string[], size: number, isRtl = rtl, fill: string = BRAND_COLOURS.ink) => {
    for (const text of texts) {
      y += size * 1.32;
      lines.push({ y, text, size, rtl: isRtl, fill });
    }
  };
  const broken = (text: string, size: number, isRtl = rtl, most = 3) =>
    wrapText(text, size, isRtl, WIDTH - 2 * MARGIN, most);
  write(broken(forum.text.title, 58, titleRtl), 58, titleRtl, BRAND_COLOURS.spruce);
  y += 16;
  write([formatDate(locale, forum.startsAt), formatTimeRange(locale, forum)], 48);
  y += 16;
  // Place names are Finnish in every language; an Arabic line keeps them at its own side.
  const at = (texts: readonly (string | null)[]) => texts.flatMap((text) => (text ? broken(text, 42, false, 2) : []));
  write(forum.online ? [labels("onlineDropIn")] : at([forum.venueName, forum.address]), 42);
  y += 16;
  write(at([[forum.contact.name, forum.contact.phone].filter(Boolean).join(" · ")]), 38, rtl, BRAND_COLOURS.inkSoft);
  const height = Math.ceil(y + 56);
  return drawPng(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">
    <rect width="${WIDTH}" height="${height}" fill="${BRAND_COLOURS.paper}"/>
    <rect width="${WIDTH}" height="204" fill="${BRAND_COLOURS.spruce}"/>
    <path d="M0 204h${WIDTH}" stroke="${BRAND_COLOURS.cloudberry}" stroke-width="8" stroke-dasharray="16 18"/>
    ${drawQr(codeAtDoor(locale, forum.slug, ticket.code), (WIDTH - QR) / 2, qrTop)}
    ${lines.map(drawLine).join("\n")}
  </svg>`);
}
