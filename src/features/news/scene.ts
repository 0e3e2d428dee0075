import type { PostTag } from "./schema";

// Draws the portal's landscape with what a post is about, for a post without a picture. The same post always gets the same
// drawing.

/** The custom properties of tokens.css, which follow the reader's mode. */
const COLOURS = {
  sky: "var(--sky)",
  sun: "var(--cloudberry)",
  hill1: "var(--hill-1)",
  hill2: "var(--hill-2)",
  hill3: "var(--hill-3)",
  paper: "var(--paper)",
  surface: "var(--surface)",
  ink: "var(--ink)",
  spruce: "var(--spruce)",
  cloudberry: "var(--cloudberry)",
  lingon: "var(--lingon)",
  lake: "var(--lake)",
  moss: "var(--moss)",
} as const;

/** The width and the height of a drawing. */
export const SCENE = { width: 1200, height: 675 } as const;

/** A sequence of numbers from 0 up to 1 that follows from a text (FNV-1a, mulberry32). */
function numbersOf(seed: string): () => number {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A line of hills from the left edge to the right one, and everything below it. */
function hills(base: number, height: number, next: () => number, fill: string): string {
  const steps = 6;
  const points = Array.from({ length: steps + 1 }, (_, n) => ({
    x: (SCENE.width / steps) * n,
    y: base - height * next(),
  }));
  const curve = points.slice(1).map(({ x, y }, n) => {
    const from = points[n] ?? { x: 0, y: base };
    const middle = round((from.x + x) / 2);
    return `C${middle} ${round(from.y)} ${middle} ${round(y)} ${round(x)} ${round(y)}`;
  });
  return `<path d="M0 ${round(points[0]?.y ?? base)}${curve.join("")}V${SCENE.height}H0z" fill="${fill}"/>`;
}

function person(x: number, y: number, size: number, fill: string): string {
  const at = (dx: number, dy: number) => `${round(x + dx * size)} ${round(y + dy * size)}`;
  return `<g fill="${fill}"><circle cx="${round(x)}" cy="${round(y - 66 * size)}" r="${round(19 * size)}"/><path d="M${at(-30, 0)}C${at(-30, -32)} ${at(-18, -46)} ${at(0, -46)}S${at(30, -32)} ${at(30, 0)}z"/></g>`;
}

function house(x: number, y: number, size: number): string {
  const { surface, lingon, cloudberry } = COLOURS;
  return `<g transform="translate(${round(x)} ${round(y)}) scale(${size})"><path d="M-46 0v-52l46-36 46 36V0z" fill="${surface}"/><path d="M-60-46 0-93l60 47" fill="none" stroke="${lingon}" stroke-width="13" stroke-linecap="round" stroke-linejoin="round"/><path d="M-11 0v-34h22V0zM-34-42h14v14h-14zM20-42h14v14H20z" fill="${cloudberry}"/></g>`;
}

function tree(x: number, y: number, size: number, fill: string): string {
  return `<path transform="translate(${round(x)} ${round(y)}) scale(${round(size)})" d="M0-150 34-58H20v6L40 0H9v22H-9V0h-31l20-52v-6h-14z" fill="${fill}"/>`;
}

/** A speech bubble whose tail points down, to one side; with lines of talk in it. */
function bubble(x: number, y: number, width: number, fill: string, line: string, tail: -1 | 1): string {
  const height = width * 0.6;
  const at = x + (tail * width) / 4;
  return `<g><rect x="${x - width / 2}" y="${y - height}" width="${width}" height="${height}" rx="${height / 2.4}" fill="${fill}"/><path d="M${at - 16} ${y - 14}h36l${tail * 16} 44z" fill="${fill}"/><path d="M${x - width / 4} ${y - height * 0.62}h${width / 2}M${x - width / 4} ${y - height * 0.36}h${width / 3}" stroke="${line}" stroke-width="9" stroke-linecap="round"/></g>`;
}

/** What each tag is drawn as, in front of the hills. */
const MOTIFS: Readonly<Record<PostTag, string>> = {
  forums: [
    person(560, 430, 1.25, COLOURS.lake),
    person(660, 412, 1.3, COLOURS.spruce),
    person(760, 412, 1.2, COLOURS.cloudberry),
    person(860, 432, 1.3, COLOURS.lingon),
    `<ellipse cx="710" cy="448" rx="226" ry="52" fill="${COLOURS.surface}"/><ellipse cx="710" cy="448" rx="226" ry="52" fill="none" stroke="${COLOURS.ink}" stroke-width="7"/><path d="M700 500h20v92h-20z" fill="${COLOURS.ink}"/>`,
    `<g fill="${COLOURS.cloudberry}"><circle cx="640" cy="444" r="11"/><circle cx="716" cy="452" r="11"/><circle cx="788" cy="442" r="11"/></g>`,
    bubble(600, 285, 150, COLOURS.paper, COLOURS.spruce, 1),
    bubble(816, 265, 170, COLOURS.moss, COLOURS.spruce, -1),
  ].join(""),
  groups: [
    bubble(560, 330, 210, COLOURS.paper, COLOURS.lake, 1),
    bubble(800, 290, 240, COLOURS.cloudberry, COLOURS.ink, -1),
    bubble(690, 210, 150, COLOURS.moss, COLOURS.spruce, 1),
    person(520, 520, 1.5, COLOURS.lake),
    person(690, 540, 1.6, COLOURS.lingon),
    person(870, 520, 1.45, COLOURS.spruce),
  ].join(""),
  school: [
    `<path d="M470 460V300h480v160z" fill="${COLOURS.surface}"/><path d="M630 460V250l80-58 80 58v210z" fill="${COLOURS.paper}"/><path d="M612 262 710 190l98 72M456 300h160M804 300h160" fill="none" stroke="${COLOURS.lingon}" stroke-width="16" stroke-linecap="round" stroke-linejoin="round"/><path d="M684 460v-74a26 26 0 0 1 52 0v74z" fill="${COLOURS.spruce}"/>`,
    `<g fill="${COLOURS.cloudberry}">${[500, 560, 820, 880].map((x) => `<path d="M${x} 336h36v48h-36z"/>`).join("")}<circle cx="710" cy="290" r="24"/></g>`,
    `<path d="M710 190v-86" stroke="${COLOURS.ink}" stroke-width="7" stroke-linecap="round"/><path d="M712 106h74l-18 22 18 22h-74z" fill="${COLOURS.lake}"/>`,
    person(560, 560, 1.15, COLOURS.lake),
    person(622, 570, 0.85, COLOURS.cloudberry),
    person(830, 566, 1, COLOURS.lingon),
  ].join(""),
  choices: [
    `<g fill="none" stroke-linecap="round">${[
      "M600 675C620 540 480 470 330 408",
      "M620 675C640 560 690 470 720 380",
      "M640 675C660 560 850 480 1010 420",
    ]
      .map(
        (d) =>
          `<path d="${d}" stroke="${COLOURS.paper}" stroke-width="34"/><path d="${d}" stroke="${COLOURS.cloudberry}" stroke-width="8" stroke-dasharray="4 22"/>`,
      )
      .join("")}</g>`,
    `<path d="M600 580V210" stroke="${COLOURS.ink}" stroke-width="16" stroke-linecap="round"/>`,
    `<g stroke="${COLOURS.ink}" stroke-width="7" stroke-linejoin="round"><path d="M600 232h150l34 30-34 30H600z" fill="${COLOURS.surface}"/><path d="M610 316H450l-34 30 34 30h160z" fill="${COLOURS.moss}"/><path d="M600 400h126l34 30-34 30H600z" fill="${COLOURS.cloudberry}"/></g>`,
    person(470, 640, 1.35, COLOURS.lake),
  ].join(""),
  families: [
    house(880, 400, 1.7),
    person(520, 580, 1.9, COLOURS.lingon),
    person(612, 592, 1.1, COLOURS.cloudberry),
    person(700, 584, 1.75, COLOURS.lake),
    person(782, 596, 0.85, COLOURS.spruce),
  ].join(""),
  youth: [
    tree(930, 470, 1.6, COLOURS.spruce),
    tree(1010, 490, 1.2, COLOURS.spruce),
    `<path d="M560 500C480 380 470 260 540 170" fill="none" stroke="${COLOURS.ink}" stroke-width="5" stroke-dasharray="3 13" stroke-linecap="round"/>`,
    `<g stroke="${COLOURS.ink}" stroke-width="6" stroke-linejoin="round"><path d="M540 60l70 56-50 74-74-52z" fill="${COLOURS.lingon}"/><path d="M540 60l20 130M486 138l124-22" fill="none"/></g>`,
    person(580, 590, 1.6, COLOURS.lake),
    person(690, 596, 1.5, COLOURS.cloudberry),
  ].join(""),
  network: [
    `<g fill="none" stroke="${COLOURS.cloudberry}" stroke-width="8" stroke-dasharray="4 20" stroke-linecap="round"><path d="M300 430C400 250 560 230 640 330M640 330C760 200 900 230 990 390M300 430C480 560 800 580 990 390M640 330C640 440 660 500 700 540"/></g>`,
    house(300, 470, 1.3),
    house(640, 372, 1.15),
    house(990, 430, 1.4),
    house(700, 590, 1.5),
  ].join(""),
};

/** The inside of an SVG of the size `SCENE`: a landscape that follows from a seed, with what a tag is drawn as. */
export function drawScene(seed: string, tag: PostTag | undefined): string {
  const next = numbersOf(seed);
  const sun = { x: 160 + next() * 880, y: 90 + next() * 90, r: 52 + next() * 26 };
  const { hill1, hill2, hill3, sky, spruce } = COLOURS;
  const trees = (y: number, size: number, many: number) =>
    Array.from({ length: many }, () => tree(40 + next() * 330, y + next() * 34, size * (0.8 + next() * 0.5), spruce));
  const back = [
    `<path d="M0 0h${SCENE.width}v${SCENE.height}H0z" fill="${sky}"/>`,
    `<circle cx="${round(sun.x)}" cy="${round(sun.y)}" r="${round(sun.r)}" fill="${COLOURS.sun}" opacity="0.9"/>`,
    hills(380, 170, next, hill1),
    hills(470, 130, next, hill2),
    ...trees(430, 0.62, 2 + Math.floor(next() * 3)),
    hills(590, 110, next, hill3),
    ...trees(560, 1.05, 1 + Math.floor(next() * 2)),
  ];
  return back.join("") + (tag ? MOTIFS[tag] : "");
}
