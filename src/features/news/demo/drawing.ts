// What the pictures of the demo's posts are drawn with. Everything is SVG; lengths are in the units of a picture.

/** The width and the height of a picture. */
export const PICTURE = { width: 1200, height: 675 } as const;

export const C = {
  paper: "#fbf5ea",
  cream: "#f6e6c8",
  sand: "#e9d3ad",
  wood: "#b9814f",
  bark: "#7a5136",
  ink: "#17332c",
  spruce: "#1d5c4b",
  pine: "#2f7a63",
  moss: "#a9c9a0",
  leaf: "#7fae72",
  mist: "#dbe8dd",
  cloudberry: "#f0a33c",
  honey: "#f7c873",
  lingon: "#a3213c",
  rose: "#d9828a",
  lake: "#1f5878",
  ice: "#bcd8e6",
  plum: "#6b4669",
  night: "#20384f",
} as const;

export const SKIN = { deep: "#5f3b28", brown: "#8a5738", tan: "#b9804f", light: "#e6b38a", fair: "#f3cfae" } as const;

type Look = "short" | "long" | "bun" | "curly" | "hijab" | "beard" | "cap";
interface Person {
  x: number;
  /** Where the body ends below, e.g. the edge of a table. */
  y: number;
  size?: number;
  skin: string;
  top: string;
  look: Look;
  /** The colour of the hair, the scarf or the cap. */
  hair: string;
  /** Where the face is turned, from -1 to 1. */
  turn?: number;
  /** What the arms do. */
  arms?: "table" | "up" | "none";
}

/** What covers the head from behind, and from the front. */
function hairOf({ look, hair }: Person): [back: string, front: string] {
  const crown = `<path d="M-32-126C-38-176 38-176 32-126 24-146-6-152-32-126z" fill="${hair}"/>`;
  switch (look) {
    case "short":
      return ["", crown];
    case "long":
      return [`<path d="M-37-128C-42-182 42-182 37-128l5 66q-42 16-84 0z" fill="${hair}"/>`, crown];
    case "bun":
      return [`<circle cy="-172" r="17" fill="${hair}"/>`, crown];
    case "curly": {
      const curls = [
        [-30, -134, 15],
        [-24, -154, 17],
        [-6, -166, 19],
        [14, -163, 18],
        [28, -148, 16],
        [33, -130, 13],
      ];
      return [
        `<ellipse cy="-136" rx="40" ry="36" fill="${hair}"/>`,
        curls.map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${hair}"/>`).join(""),
      ];
    }
    case "beard":
      return ["", `${crown}<path d="M-30-124C-32-82 32-82 30-124 20-108 12-112 0-112s-20 4-30-12z" fill="${hair}"/>`];
    case "cap":
      return [
        "",
        `<path d="M-33-134C-36-180 36-180 33-134z" fill="${hair}"/><path d="M-36-130h58q20 0 24 9H-36z" fill="${hair}"/>`,
      ];
    case "hijab":
      return [
        `<path d="M-42-122C-48-188 48-188 42-122 44-92 56-78 52-58 24-34-24-34-52-58-56-78-44-92-42-122z" fill="${hair}"/>`,
        "",
      ];
  }
}

/** Somebody from the waist up, with a quiet face. */
export function person(one: Person): string {
  const { x, y, size = 1, skin, top, turn = 0, arms = "table", look } = one;
  const [back, front] = hairOf(one);
  const at = turn * 9;
  const [rx, ry, cy] = look === "hijab" ? [25, 31, -124] : [30, 35, -126];
  const face = `<ellipse cy="${cy}" rx="${rx}" ry="${ry}" fill="${skin}"/>
    <g fill="none" stroke="${C.ink}" stroke-width="3" stroke-linecap="round"><path d="M${at - 13}-128q4-4 8 0M${at + 5}-128q4-4 8 0"/><path d="M${at - 8}-110q8 7 16 0"/></g>
    <g fill="${C.rose}" opacity=".35"><circle cx="${at / 2 - 15}" cy="-115" r="6"/><circle cx="${at / 2 + 15}" cy="-115" r="6"/></g>`;
  const sleeve = (side: 1 | -1) => {
    const way =
      arms === "up" && side === 1
        ? "M50-52C74-66 82-96 84-124"
        : `M${side * 48}-52C${side * 66}-22 ${side * 52}-4 ${side * 24}-6`;
    const hand = arms === "up" && side === 1 ? [85, -132] : [side * 19, -7];
    return `<path d="${way}" fill="none" stroke="${top}" stroke-width="25" stroke-linecap="round"/><path d="${way}" fill="none" stroke="${C.ink}" stroke-width="25" stroke-linecap="round" opacity=".1"/><circle cx="${hand[0]}" cy="${hand[1]}" r="12" fill="${skin}"/>`;
  };
  const neck =
    look === "hijab"
      ? ""
      : `<path d="M-13-104h26v26q-13 10-26 0z" fill="${skin}"/><path d="M-13-98h26v12q-13 8-26 0z" fill="${C.ink}" opacity=".12"/>`;
  const scarf = look === "hijab" ? `<path d="M-42-104C-30-84 30-84 42-104L46-66Q0-44-46-66z" fill="${one.hair}"/>` : "";
  return `<g transform="translate(${x} ${y}) scale(${size})">
    ${look === "hijab" ? "" : back}
    <path d="M-62 4C-64-56-42-86 0-86S64-56 62 4z" fill="${top}"/>
    ${neck}${look === "hijab" ? back : ""}${face}${scarf}${front}
    ${arms === "none" ? "" : sleeve(-1) + sleeve(1)}
  </g>`;
}

/** A colour that runs into another one from above to below, as a fill. */
export function shade(id: string, ...stops: string[]): string {
  const each = stops.map((colour, n) => `<stop offset="${n / (stops.length - 1)}" stop-color="${colour}"/>`);
  return `<linearGradient id="${id}" x2="0" y2="1">${each.join("")}</linearGradient>`;
}

/** Light around a point. */
export function glow(x: number, y: number, r: number, colour: string, opacity = 0.8): string {
  const id = `g${x}-${y}-${r}`;
  return `<radialGradient id="${id}"><stop stop-color="${colour}" stop-opacity="${opacity}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient><circle cx="${x}" cy="${y}" r="${r}" fill="url(#${id})"/>`;
}

export const box = (x: number, y: number, width: number, height: number, fill: string, r = 0) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${r}" fill="${fill}"/>`;
export const disc = (x: number, y: number, r: number, fill: string) =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
export const shape = (d: string, fill: string, more = "") => `<path d="${d}" fill="${fill}" ${more}/>`;
export const line = (d: string, stroke: string, width: number, more = "") =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
export const at = (x: number, y: number, size: number, inside: string) =>
  `<g transform="translate(${x} ${y}) scale(${size})">${inside}</g>`;

/** A spruce that stands on a point. */
export const spruce = (x: number, y: number, size: number, fill: string) =>
  at(
    x,
    y,
    size,
    shape("M0-210 34-128H22L52-66H34L66 0H-66L-34-66h-18l30-62h-12z", fill) +
      box(-8, 0, 16, 26, C.bark) +
      shape("M0-210 34-128H22L52-66H34L66 0H0z", C.ink, 'opacity=".08"'),
  );

/** A birch with leaves of a colour, or with bare branches. */
export function birch(x: number, y: number, size: number, leaves: string | null): string {
  const marks = [-40, -92, -128, -186, -230, -282]
    .map((mark, n) => line(`M${n % 2 ? -8 : 0} ${mark}h8`, C.ink, 4, 'opacity=".75"'))
    .join("");
  const twigs = line(
    "M0-190C30-230 44-250 60-290M0-240C-26-270-40-300-52-330M0-280C14-320 18-350 22-384",
    "#efe9df",
    6,
  );
  const crown = leaves
    ? [
        [-46, -318, 44],
        [6, -362, 54],
        [54, -304, 46],
        [-10, -300, 48],
        [28, -258, 32],
      ]
        .map(
          ([cx = 0, cy = 0, r = 0], n) =>
            `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${leaves}" opacity="${n % 2 ? 0.9 : 0.78}"/>`,
        )
        .join("")
    : "";
  return at(x, y, size, shape("M-10 0-6-330Q0-400 6-330L10 0z", "#f7f1e6") + twigs + marks + crown);
}

/** A window with a view; the view is drawn in the picture's own units. */
export function window(
  x: number,
  y: number,
  width: number,
  height: number,
  view: string,
  frame: string = C.paper,
): string {
  const id = `w${x}-${y}`;
  return `<clipPath id="${id}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/></clipPath>
    ${box(x - 14, y - 14, width + 28, height + 28, frame, 16)}<g clip-path="url(#${id})">${view}</g>
    ${line(`M${x + width / 2} ${y}v${height}M${x} ${y + height * 0.38}h${width}`, frame, 10)}
    ${box(x - 26, y + height + 12, width + 52, 18, frame, 8)}`;
}

/** A mug, and its steam. */
export const mug = (x: number, y: number, fill: string, size = 1) =>
  at(
    x,
    y,
    size,
    line("M16-26q20 0 18 12t-20 8", fill, 7) +
      shape("M-20-36h40v28q0 10-10 10h-20q-10 0-10-10z", fill) +
      `<ellipse cy="-36" rx="20" ry="5" fill="${C.bark}"/>` +
      line("M-6-48q-8-12 0-22t0-20M8-50q-7-10 0-20", C.paper, 4, 'opacity=".6"'),
  );

/** A speech bubble whose tail points down, to one side, with what is in it. */
export const bubble = (x: number, y: number, width: number, height: number, fill: string, tail: -1 | 1, inside = "") =>
  at(
    x,
    y,
    1,
    `<rect x="${-width / 2}" y="${-height}" width="${width}" height="${height}" rx="${height / 2.6}" fill="${fill}"/>` +
      shape(`M${tail * width * 0.14} -12h${tail * 34}l${tail * 4} 44z`, fill) +
      inside,
  );

/** A potted plant. */
export const plant = (x: number, y: number, size: number, leaves: string, pot: string) =>
  at(
    x,
    y,
    size,
    [
      "M0-56C-60-70-84-120-80-150-40-140-8-110 0-56z",
      "M0-56C60-76 78-120 76-160 36-146 6-114 0-56z",
      "M0-56C-26-110-20-160 0-196 22-160 26-110 0-56z",
    ]
      .map((d, n) => shape(d, leaves, `opacity="${[0.82, 0.9, 1][n]}"`))
      .join("") + shape("M-40-60h80L30 0h-60z", pot),
  );

/** Lines of writing. */
export const writing = (x: number, y: number, widths: readonly number[], stroke: string, gap = 18, thick = 6) =>
  widths.map((width, n) => line(`M${x} ${y + n * gap}h${width}`, stroke, thick)).join("");

/** Books side by side, on a shelf. */
export const books = (x: number, y: number, fills: readonly string[]) =>
  fills.map((fill, n) => box(x + n * 24, y - 60 - ((n * 37) % 23), 20, 60 + ((n * 37) % 23), fill, 3)).join("");
