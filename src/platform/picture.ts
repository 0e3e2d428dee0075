import "server-only";
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";

// Draws pictures on the server: SVG in, PNG out. resvg shapes text by HarfBuzz's rules, so Arabic letters join and run
// from right to left.

/** Fonts from packages, because the server may have none of its own. */
const FONTS = [
  "node_modules/@expo-google-fonts/bricolage-grotesque/700Bold/BricolageGrotesque_700Bold.ttf",
  "node_modules/@expo-google-fonts/vazirmatn/700Bold/Vazirmatn_700Bold.ttf",
  "node_modules/@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf",
].map((file) => join(/* turbopackIgnore: true */ process.cwd(), file));

/** Average width of a letter relative to the font size; Arabic letters join and are narrower. */
const LETTER = { ltr: 0.53, rtl: 0.46 };

/** The font families for a line of text, as SVG's `font-family`. Each has letters that the other lacks. */
export function fontsOf(rtl: boolean): string {
  return rtl ? "Vazirmatn, Bricolage Grotesque" : "Bricolage Grotesque, Vazirmatn";
}

/** Escapes a text for SVG. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Breaks a text into at most `most` lines of about `width` pixels. If it is cut, the last one ends in an ellipsis. */
export function wrapText(text: string, size: number, rtl: boolean, width: number, most: number): string[] {
  const perLine = Math.floor(width / (size * (rtl ? LETTER.rtl : LETTER.ltr)));
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= perLine) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
}

/** Renders an SVG picture as PNG. */
export function drawPng(svg: string): Buffer {
  return new Resvg(svg, { font: { fontFiles: FONTS, loadSystemFonts: false, defaultFontFamily: "Vazirmatn" } })
    .render()
    .asPng();
}
