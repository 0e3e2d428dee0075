import { BRAND_COLOURS, DARK_BRAND_COLOURS } from "@/ui/brand";

const write = (colours: Readonly<Record<string, string>>) =>
  Object.entries(colours)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(" ");

/**
 * The style sheet of the pages that other sites can frame: the portal's way marks and trail, in the reader's own fonts,
 * so that a list on another site is one small page and one small sheet.
 */
export const EMBED_STYLES = `
:root { color-scheme: light dark; ${write(BRAND_COLOURS)} }
@media (prefers-color-scheme: dark) { :root { ${write(DARK_BRAND_COLOURS)} } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 0.75rem; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
li { background: var(--surface); border: 1px solid var(--hill3); border-inline-start: 0.35rem solid var(--cloudberry); border-radius: 0.75rem; padding: 0.75rem 1rem; overflow-wrap: anywhere; }
li p { margin: 0.15rem 0 0; }
.when { font-weight: 700; }
.whole { display: inline-block; }
.soft { color: var(--inkSoft); }
.state { font-weight: 700; }
a { color: var(--spruce); text-underline-offset: 0.2em; }
li a, .all { display: inline-block; padding-block: 0.35rem; font-weight: 700; }
li a { font-size: 1.1rem; }
a:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; border-radius: 0.25rem; }
footer { margin-top: 0.75rem; }
`;
