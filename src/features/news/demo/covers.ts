import {
  at,
  birch,
  books,
  box,
  bubble,
  C,
  disc,
  glow,
  line,
  mug,
  PICTURE,
  person,
  plant,
  SKIN,
  shade,
  shape,
  spruce,
  window,
  writing,
} from "./drawing";

// The pictures of the demo's posts, made for it: calm rooms and landscapes with the people whom a post is about.

const { width: W, height: H } = PICTURE;
const all = (fill: string) => box(0, 0, W, H, fill);

/** A room with a wall and a floor. */
const room = (wall: string, floor: string, edge = 540) =>
  all(wall) + box(0, edge, W, H - edge, floor) + box(0, edge - 8, W, 8, C.paper, 0);

const meadow = (fills: readonly [string, string, string], base = 400) =>
  shape(
    `M0 ${base}C180 ${base - 90} 360 ${base - 20} 560 ${base - 60}S960 ${base - 110} 1200 ${base - 40}V675H0z`,
    fills[0],
  ) +
  shape(
    `M0 ${base + 70}C220 ${base} 420 ${base + 60} 640 ${base + 20}S1000 ${base - 20} 1200 ${base + 50}V675H0z`,
    fills[1],
  ) +
  shape(
    `M0 ${base + 150}C260 ${base + 90} 520 ${base + 150} 760 ${base + 110}S1060 ${base + 90} 1200 ${base + 140}V675H0z`,
    fills[2],
  );

/** The first forum: a round table in a hall with high windows, in spring. */
function firstForum(): string {
  const spring =
    all("url(#sky)") +
    shape("M0 360Q300 290 620 340T1200 320V675H0z", C.moss) +
    birch(250, 420, 0.8, "#b7d48e") +
    birch(560, 430, 0.95, "#c3dc98") +
    birch(930, 420, 0.85, "#b7d48e") +
    glow(700, 120, 220, "#fff3cf", 0.9);
  const notes = [C.honey, C.rose, C.ice, C.moss, C.honey, C.ice]
    .map(
      (fill, n) =>
        `<g transform="rotate(${[-4, 3, -2, 5, 2, -5][n]} ${1050 + (n % 2) * 62} ${190 + Math.floor(n / 2) * 62})">${box(1026 + (n % 2) * 62, 166 + Math.floor(n / 2) * 62, 48, 48, fill, 4)}${writing(1034 + (n % 2) * 62, 182 + Math.floor(n / 2) * 62, [30, 22], C.ink, 12, 3)}</g>`,
    )
    .join("");
  return [
    shade("sky", "#cfe6ee", "#fdf3d6"),
    room("#f3e3c6", "#cfa273"),
    window(90, 70, 250, 330, spring),
    window(410, 70, 250, 330, spring),
    window(730, 70, 200, 330, spring),
    box(1000, 130, 170, 250, C.paper, 10),
    notes,
    glow(520, 420, 420, "#fff1c9", 0.55),
    person({ x: 330, y: 520, size: 1.08, skin: SKIN.brown, top: C.plum, look: "hijab", hair: C.cloudberry, turn: 0.8 }),
    person({ x: 470, y: 490, skin: SKIN.fair, top: C.lake, look: "short", hair: "#5a3d2b", turn: 0.5 }),
    person({ x: 600, y: 478, skin: SKIN.deep, top: C.cloudberry, look: "curly", hair: "#2a1d18" }),
    person({ x: 732, y: 490, skin: SKIN.tan, top: C.pine, look: "beard", hair: "#2f241f", turn: -0.5 }),
    person({
      x: 872,
      y: 520,
      size: 1.08,
      skin: SKIN.light,
      top: C.lingon,
      look: "bun",
      hair: "#8a5a34",
      turn: -0.8,
      arms: "up",
    }),
    `<ellipse cx="600" cy="560" rx="430" ry="92" fill="${C.ink}" opacity=".16"/><ellipse cx="600" cy="540" rx="430" ry="92" fill="${C.wood}"/><ellipse cx="600" cy="530" rx="430" ry="90" fill="#d9a56d"/>`,
    `<g transform="rotate(-8 470 540)">${box(420, 516, 96, 40, C.paper, 3)}${writing(430, 528, [70, 54], C.lake, 13, 4)}</g><g transform="rotate(6 700 545)">${box(650, 522, 100, 42, C.paper, 3)}${writing(662, 534, [72, 60], C.lingon, 13, 4)}</g>`,
    mug(580, 566, C.spruce, 1.05) + mug(810, 552, C.lingon) + mug(356, 556, C.lake),
  ].join("");
}

/** A young person's own voice: two on a rock above the town, on a light evening. */
function ownVoice(): string {
  const houses = Array.from({ length: 13 }, (_, n) => {
    const x = 20 + n * 96;
    const height = 70 + ((n * 53) % 90);
    const lit = [0, 1, 2]
      .map((k) =>
        box(x + 14 + k * 22, 420 - height + 18 + ((n + k) % 3) * 22, 11, 14, (n + k) % 2 ? C.honey : "#7d6b86", 2),
      )
      .join("");
    return box(x, 420 - height, 80, height + 60, ["#5a5577", "#4d4b6e", "#67597a"][n % 3] ?? "", 4) + lit;
  }).join("");
  const stars = Array.from({ length: 16 }, (_, n) =>
    disc(60 + ((n * 173) % 1100), 30 + ((n * 97) % 170), 2 + (n % 3), C.paper),
  ).join("");
  return [
    shade("dusk", "#37466b", "#8a6a8e", "#f2a97a", "#fbd9a0"),
    all("url(#dusk)"),
    `<g opacity=".7">${stars}</g>`,
    glow(930, 360, 320, "#ffd58a", 0.9) + disc(930, 372, 58, "#ffe3a6"),
    houses,
    shape("M0 470C200 430 420 452 640 440S1000 420 1200 452V675H0z", "#31415f"),
    spruce(90, 520, 0.9, "#22364f") +
      spruce(180, 540, 0.66, "#263c57") +
      spruce(1120, 520, 1, "#22364f") +
      spruce(1040, 548, 0.6, "#263c57"),
    shape("M150 675C200 560 330 540 470 552S760 540 880 580 1010 640 1020 675z", "#54657c"),
    shape("M150 675C200 590 330 566 470 578S760 566 880 606 1000 650 1010 675z", "#6b7b8f"),
    person({ x: 470, y: 592, size: 1.28, skin: SKIN.tan, top: C.cloudberry, look: "cap", hair: C.lingon, turn: 0.6 }),
    person({
      x: 640,
      y: 600,
      size: 1.22,
      skin: SKIN.deep,
      top: C.pine,
      look: "curly",
      hair: "#1f1614",
      turn: -0.4,
      arms: "up",
    }),
    bubble(
      720,
      330,
      250,
      124,
      C.paper,
      -1,
      line("M-74-62c10-26 20 26 30 0s20 26 30 0 20 26 30 0 20 26 30 0", C.lingon, 9) + disc(76, -62, 10, C.cloudberry),
    ),
    bubble(400, 330, 150, 86, C.honey, 1, disc(-34, -43, 9, C.ink) + disc(0, -43, 9, C.ink) + disc(34, -43, 9, C.ink)),
  ].join("");
}

/** Childcare: children draw and build on a rug. */
function children(): string {
  const sun = all("url(#day)") + shape("M0 330Q400 250 800 320T1200 300V675H0z", C.leaf) + disc(240, 150, 40, C.honey);
  const child = (x: number, y: number, size: number, more: Parameters<typeof person>[0]) =>
    person({ ...more, x, y, size });
  const blocks = [
    [800, 560, C.lingon],
    [856, 560, C.lake],
    [828, 506, C.cloudberry],
    [912, 560, C.pine],
    [884, 506, C.rose],
    [856, 452, C.honey],
  ] as const;
  return [
    shade("day", "#bfe0ee", "#f8f1d5"),
    room("#fbe7cf", "#d7aa78", 470),
    window(120, 70, 300, 250, sun),
    at(
      760,
      120,
      1,
      box(0, 0, 150, 110, C.paper, 8) + line("M20 84q24-50 52-20t58-34", C.lake, 7) + disc(112, 30, 14, C.cloudberry),
    ),
    at(
      950,
      150,
      1,
      box(0, 0, 120, 130, C.paper, 8) +
        shape("M28 104V66l32-28 32 28v38z", C.rose) +
        line("M20 70 60 34l40 36", C.lingon, 7),
    ),
    line("M520 60C640 100 900 96 1130 50", C.bark, 3) +
      [560, 660, 760, 860, 960, 1060]
        .map((x, n) =>
          shape(
            `M${x} ${84 - Math.abs(n - 2.5) * 4}h44l-22 44z`,
            [C.cloudberry, C.lake, C.rose, C.pine, C.honey, C.lingon][n] ?? "",
          ),
        )
        .join(""),
    `<ellipse cx="600" cy="590" rx="520" ry="88" fill="${C.rose}" opacity=".9"/><ellipse cx="600" cy="588" rx="450" ry="70" fill="none" stroke="${C.paper}" stroke-width="8" stroke-dasharray="2 22" stroke-linecap="round"/>`,
    glow(280, 420, 340, "#fff2c4", 0.6),
    child(340, 566, 1.02, { x: 0, y: 0, skin: SKIN.brown, top: C.cloudberry, look: "bun", hair: "#2a1d18", turn: 0.7 }),
    child(520, 552, 0.96, { x: 0, y: 0, skin: SKIN.fair, top: C.lake, look: "short", hair: "#d6a55c", turn: -0.6 }),
    child(1010, 566, 1.02, {
      x: 0,
      y: 0,
      skin: SKIN.deep,
      top: C.pine,
      look: "curly",
      hair: "#1f1614",
      turn: -0.7,
      arms: "up",
    }),
    `<g transform="rotate(-3 430 590)">${box(300, 560, 270, 74, C.paper, 6)}${line("M330 612q30-44 62-12t66-20 70 20", C.lake, 7)}${disc(520, 582, 13, C.cloudberry)}${shape("M344 600l16-22 16 22z", C.leaf)}</g>`,
    line("M590 606l44-26", C.lingon, 9) + line("M606 630l52-8", C.pine, 9),
    blocks
      .map(
        ([x, y, fill]) =>
          box(x, y, 52, 52, fill, 7) + box(x + 8, y + 8, 36, 10, C.paper, 5).replace("/>", ' opacity=".35"/>'),
      )
      .join(""),
    at(
      170,
      600,
      1,
      disc(0, -40, 44, C.wood) +
        disc(0, -98, 34, C.wood) +
        disc(-26, -126, 13, C.wood) +
        disc(26, -126, 13, C.wood) +
        `<ellipse cy="-90" rx="16" ry="12" fill="${C.sand}"/>` +
        disc(-11, -104, 4, C.ink) +
        disc(11, -104, 4, C.ink) +
        disc(0, -94, 5, C.ink) +
        `<ellipse cy="-38" rx="24" ry="26" fill="${C.sand}"/>`,
    ),
  ].join("");
}

/** One way among others: a bridge over a stream in the morning mist, and paths that part behind it. */
function bridge(): string {
  const mist = (y: number, opacity: number) =>
    `<rect y="${y}" width="1200" height="90" fill="url(#mist)" opacity="${opacity}"/>`;
  const path = (d: string) => line(d, "#f5e3bd", 26) + line(d, C.cloudberry, 5, 'stroke-dasharray="3 20"');
  return [
    shade("dawn", "#f9d9a8", "#fbeccb", "#e4eede"),
    '<linearGradient id="mist" x2="0" y2="1"><stop stop-color="#fff" stop-opacity="0"/><stop offset=".5" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient>',
    all("url(#dawn)"),
    glow(860, 170, 300, "#fff6d8", 1) + disc(860, 170, 62, "#ffd98c"),
    shape("M0 330C200 210 360 290 520 240S900 190 1200 280V675H0z", "#c9dbc9"),
    Array.from({ length: 15 }, (_, n) =>
      spruce(30 + n * 84, 340 - ((n * 41) % 50), 0.42 + ((n * 29) % 20) / 90, "#93b7a1"),
    ).join(""),
    mist(290, 0.8),
    shape("M0 400C240 320 460 380 680 340S1000 330 1200 370V675H0z", "#9cc0a0"),
    path("M640 520C560 450 380 440 240 372") +
      path("M650 520C660 450 700 400 690 345") +
      path("M664 520C760 460 900 440 1010 352"),
    spruce(130, 470, 1, "#4d8a70") +
      spruce(1090, 460, 1.15, "#4d8a70") +
      spruce(400, 400, 0.5, "#5d9879") +
      spruce(860, 400, 0.56, "#5d9879") +
      birch(990, 520, 0.8, "#cfd98c"),
    mist(380, 0.5),
    shape("M0 520C300 480 460 520 640 510S1000 490 1200 520V675H0z", "#6fa482"),
    shape("M0 600C260 560 420 610 640 590S980 570 1200 604V675H0z", "#8fc3d2") +
      line("M80 632h90M260 648h120M820 628h110M1010 650h80", C.paper, 4, 'opacity=".7"'),
    line("M395 640C470 520 830 520 905 640", C.bark, 30) + line("M395 632C470 512 830 512 905 632", C.wood, 20),
    [440, 500, 560, 620, 680, 740, 800, 860]
      .map((x) => line(`M${x} ${548 + Math.abs(650 - x) ** 2 / 950}v-50`, C.bark, 8))
      .join("") + line("M420 556C500 466 800 466 880 556", C.wood, 11),
    at(610, 556, 0.86, box(-66, -82, 40, 74, C.lingon, 16)) +
      person({
        x: 620,
        y: 552,
        size: 0.86,
        skin: SKIN.tan,
        top: C.lake,
        look: "long",
        hair: "#33241d",
        turn: 0.6,
        arms: "none",
      }),
    shape("M0 675V620q60-30 130-6t120 61z", C.spruce) + shape("M1200 675V612q-70-26-140 2t-110 61z", C.spruce),
  ].join("");
}

/** The interpreter between two who talk, in good time: a calendar on the wall. */
function interpreter(): string {
  const days = Array.from({ length: 20 }, (_, n) => {
    const [x, y] = [538 + (n % 5) * 26, 118 + Math.floor(n / 5) * 26];
    return n === 17 ? disc(x, y, 11, C.lingon) : disc(x, y, 7, n < 4 ? C.sand : C.ice);
  }).join("");
  const script = (kind: "round" | "straight" | "joined", stroke: string) =>
    kind === "joined"
      ? line("M60-74c-14 18-34 18-44 2s-26 14-40 0-22 10-34-4M20-96v4M-14-52v4", stroke, 8)
      : kind === "round"
        ? line("M-58-70q12-24 24 0t24 0 24 0 24 0 20-4", stroke, 8) + line("M-40-44h70", stroke, 8)
        : writing(-56, -78, [110, 78], stroke, 28, 8);
  return [
    room("#d9e6df", "#c49a6c"),
    glow(600, 300, 520, "#fff6dd", 0.75),
    box(500, 60, 184, 176, C.paper, 12) + box(500, 60, 184, 36, C.lingon, 12) + days,
    plant(110, 548, 1.25, C.pine, C.wood) + plant(1110, 548, 1, C.leaf, C.lingon),
    person({ x: 320, y: 520, size: 1.3, skin: SKIN.light, top: C.lake, look: "short", hair: "#6a6a66", turn: 0.9 }),
    person({ x: 604, y: 506, size: 1.26, skin: SKIN.brown, top: C.cloudberry, look: "hijab", hair: C.spruce }),
    person({ x: 890, y: 520, size: 1.3, skin: SKIN.deep, top: C.plum, look: "beard", hair: "#1f1614", turn: -0.9 }),
    bubble(240, 300, 200, 120, C.paper, 1, script("straight", C.lake)),
    bubble(980, 300, 200, 124, C.paper, -1, script("joined", C.plum)),
    line(
      "M352 236C420 190 452 196 486 214M850 236C790 190 740 196 706 214",
      C.cloudberry,
      7,
      'stroke-dasharray="2 17"',
    ),
    shape("M120 530h960l60 145H60z", "#d9a56d") + box(120, 522, 960, 20, C.wood, 8),
    at(
      600,
      590,
      1,
      `<g transform="rotate(-4)">${box(-70, -28, 140, 62, C.paper, 6)}${script("round", C.spruce).replaceAll("-70", "-4").replaceAll("-44", "20")}</g>`,
    ),
    mug(420, 580, C.lingon) + mug(800, 582, C.spruce),
  ].join("");
}

/** The joint application: a parent and a young person at the kitchen table, on a winter evening. */
function application(): string {
  const snow = Array.from({ length: 46 }, (_, n) =>
    disc(70 + ((n * 67) % 420), 60 + ((n * 113) % 320), 2.5 + (n % 3), C.paper),
  ).join("");
  const outside =
    all("url(#blue)") +
    shape("M0 330Q200 270 420 320T700 300V675H0z", "#dfe9f0") +
    spruce(180, 350, 0.7, "#2d4a5f") +
    spruce(280, 360, 0.5, "#35566c") +
    at(
      400,
      350,
      0.7,
      shape("M-50 0v-56l50-40 50 40V0z", "#7a3b3f") +
        shape("M-64-50 0-102l64 52", "#fff") +
        box(-14, -44, 28, 26, C.honey, 2),
    ) +
    snow;
  const row = (n: number, width: number, fill: string) =>
    disc(-74, -138 + n * 42, 13, fill) + writing(-46, -138 + n * 42, [width], C.ink, 0, 8);
  return [
    shade("blue", "#22394f", "#5e86a3"),
    room("#efcf9f", "#b98a5d", 520),
    window(90, 60, 400, 320, outside),
    glow(770, 200, 460, "#ffe9ad", 0.95),
    line("M770 0v96", C.ink, 5) +
      shape("M700 150Q706 92 770 92t70 58z", C.lingon) +
      `<ellipse cx="770" cy="150" rx="70" ry="11" fill="#fff0c0"/>`,
    box(940, 120, 210, 16, C.wood, 4) +
      books(962, 120, [C.lake, C.cloudberry, C.spruce, C.rose, C.plum, C.honey, C.pine]),
    person({ x: 520, y: 520, size: 1.34, skin: SKIN.tan, top: C.pine, look: "long", hair: "#2f2019", turn: 0.8 }),
    person({ x: 780, y: 520, size: 1.42, skin: SKIN.tan, top: C.plum, look: "hijab", hair: C.honey, turn: -0.3 }),
    shape("M160 536h900l70 139H90z", "#d9a56d") + box(160, 524, 900, 20, C.wood, 8),
    at(
      610,
      606,
      1,
      shape("M-104-118h208q10 0 12 10l20 108h-272l20-108q2-10 12-10z", "#41605a") +
        disc(0, -58, 13, C.moss) +
        box(-146, -4, 292, 14, C.ink, 6),
    ),
    bubble(1000, 440, 230, 178, C.paper, -1, row(0, 116, C.cloudberry) + row(1, 84, C.lake) + row(2, 100, C.leaf)),
    mug(330, 600, C.lake, 1.1) +
      at(
        940,
        604,
        1,
        `<ellipse rx="62" ry="16" fill="${C.paper}"/>` +
          disc(-20, -14, 16, C.lingon) +
          disc(14, -16, 17, C.cloudberry) +
          disc(0, -30, 14, C.leaf),
      ),
  ].join("");
}

/** The counsellor's room: two chairs by the window, an open door, a map of ways on the wall. */
function counsellor(): string {
  const autumn =
    all("url(#air)") +
    shape("M600 330Q800 260 1200 310V675H600z", "#d8b878") +
    birch(860, 400, 0.72, "#e9b44c") +
    birch(1010, 410, 0.84, "#df8f3f") +
    spruce(1120, 390, 0.6, C.pine);
  const chair = (x: number, fill: string) =>
    box(x - 96, 372, 192, 200, fill, 46) +
    box(x - 120, 470, 44, 120, fill, 22) +
    box(x + 76, 470, 44, 120, fill, 22) +
    box(x - 84, 590, 16, 44, C.bark, 4) +
    box(x + 68, 590, 16, 44, C.bark, 4);
  return [
    shade("air", "#d6e7ee", "#fbf0d8"),
    room("#e7eadb", "#c99e70"),
    box(40, 130, 150, 410, "#b77f4e", 6) + shape("M40 130 150 96v470L40 540z", "#d09a67") + disc(134, 330, 9, C.honey),
    at(
      250,
      110,
      1,
      box(0, 0, 250, 180, C.paper, 10) +
        line("M125 160V110C125 70 60 80 48 36M125 110c0-40 4-50 4-84M125 110c0-36 66-34 78-76", C.cloudberry, 8) +
        disc(48, 32, 13, C.lake) +
        disc(129, 24, 13, C.lingon) +
        disc(204, 32, 13, C.pine) +
        disc(125, 160, 10, C.ink),
    ),
    window(790, 70, 330, 290, autumn),
    glow(930, 330, 380, "#fff3cc", 0.7),
    chair(420, C.lake) + chair(830, C.rose),
    person({
      x: 420,
      y: 560,
      size: 1.42,
      skin: SKIN.deep,
      top: C.cloudberry,
      look: "short",
      hair: "#1f1614",
      turn: 0.8,
    }),
    person({ x: 830, y: 560, size: 1.42, skin: SKIN.fair, top: C.spruce, look: "bun", hair: "#a8622f", turn: -0.8 }),
    `<ellipse cx="625" cy="596" rx="104" ry="26" fill="${C.wood}"/>` +
      box(614, 596, 22, 70, C.bark, 4) +
      mug(586, 596, C.lingon, 0.9) +
      mug(668, 594, C.paper, 0.9) +
      `<g transform="rotate(-6 625 604)">${box(600, 592, 54, 20, C.paper, 2)}</g>`,
    plant(1130, 600, 1.1, C.pine, C.lingon),
  ].join("");
}

/** It is enough to listen: tea at a group, in lamplight. */
function tea(): string {
  const glass = (x: number, y: number, size = 1) =>
    at(
      x,
      y,
      size,
      line("M-6-64q-8-14 0-26t0-24M8-66q-7-11 0-22", C.paper, 4, 'opacity=".65"') +
        shape("M-22-54h44l-7 26 7 26h-44l7-26z", "#c9672c", 'opacity=".92"') +
        shape("M-22-54h44l-2 9h-40z", C.paper, 'opacity=".55"') +
        `<ellipse cy="2" rx="34" ry="8" fill="${C.paper}"/>`,
    );
  const rug = Array.from({ length: 12 }, (_, n) =>
    shape(`M${60 + n * 96} 628l32-22 32 22-32 22z`, n % 2 ? C.honey : C.paper),
  ).join("");
  return [
    room("#7f4a4a", "#5f3740", 500),
    glow(600, 210, 560, "#ffcf86", 0.9),
    box(0, 574, W, 101, C.lingon) + rug,
    box(140, 90, 150, 200, "#f2dfbd", 8) +
      shape("M152 262q30-80 62-40t64-60v100z", C.pine) +
      disc(190, 140, 20, C.cloudberry),
    line("M1010 540V190", C.bark, 10) +
      shape("M930 196 966 92h88l36 104z", "#ffe2a3") +
      glow(1010, 170, 230, "#ffe2a3", 0.8),
    box(90, 380, 1020, 160, "#a45a52", 40) + box(90, 350, 1020, 70, "#b7685d", 34),
    person({
      x: 300,
      y: 530,
      size: 1.36,
      skin: SKIN.deep,
      top: C.spruce,
      look: "hijab",
      hair: C.cloudberry,
      turn: 0.7,
    }),
    person({ x: 520, y: 524, size: 1.3, skin: SKIN.brown, top: C.lake, look: "hijab", hair: C.rose, turn: 0.3 }),
    person({ x: 730, y: 524, size: 1.34, skin: SKIN.deep, top: C.honey, look: "hijab", hair: C.plum, turn: -0.4 }),
    person({ x: 930, y: 530, size: 1.24, skin: SKIN.brown, top: C.rose, look: "hijab", hair: C.spruce, turn: -0.8 }),
    `<ellipse cx="600" cy="606" rx="380" ry="62" fill="${C.ink}" opacity=".25"/><ellipse cx="600" cy="588" rx="380" ry="60" fill="#d8a15e"/><ellipse cx="600" cy="582" rx="350" ry="50" fill="#e9bd7d"/>`,
    at(
      600,
      596,
      1.2,
      line("M44-56c40-6 40 40 0 40", C.spruce, 9) +
        line("M-46-50c-30-4-34-24-52-30", C.spruce, 13) +
        `<ellipse cy="-38" rx="52" ry="42" fill="${C.spruce}"/>` +
        shape("M-30-74q30-20 60 0z", C.pine) +
        disc(0, -88, 8, C.honey) +
        line("M-34-36q34 18 68 0", C.honey, 5),
    ),
    glass(400, 596) + glass(490, 610, 1.05) + glass(720, 610, 1.05) + glass(812, 594),
    at(
      300,
      586,
      0.9,
      `<ellipse rx="52" ry="14" fill="${C.paper}"/>` +
        [-24, 0, 24].map((x) => disc(x, -8, 12, C.bark)).join("") +
        disc(-10, -22, 11, "#8d5f3c") +
        disc(14, -22, 11, "#8d5f3c"),
    ),
  ].join("");
}

/** Spring: birches in new leaf, wood anemones, a notice board on the way. */
function spring(): string {
  const anemone = (x: number, y: number, size: number) =>
    at(
      x,
      y,
      size,
      line("M0 0q-4 22 2 44", C.pine, 4) +
        [0, 60, 120, 180, 240, 300]
          .map((turn) => `<ellipse cy="-11" rx="7" ry="12" fill="#fff" transform="rotate(${turn})"/>`)
          .join("") +
        disc(0, 0, 5, C.cloudberry),
    );
  const flowers = Array.from({ length: 26 }, (_, n) =>
    anemone(24 + ((n * 151) % 1160), 560 + ((n * 71) % 84), 0.75 + (n % 4) * 0.14),
  ).join("");
  return [
    shade("may", "#bfe1ee", "#eaf4e2", "#fdf3d6"),
    all("url(#may)"),
    glow(230, 120, 260, "#fff3c6", 1) + disc(230, 120, 54, C.honey),
    `<g fill="#fff" opacity=".85"><ellipse cx="700" cy="110" rx="92" ry="26"/><ellipse cx="760" cy="92" rx="58" ry="28"/><ellipse cx="1010" cy="160" rx="74" ry="20"/></g>`,
    meadow(["#bcd9b0", "#9fca92", "#7fb577"], 380),
    at(
      300,
      396,
      0.8,
      shape("M-60 0v-64l60-48 60 48V0z", C.paper) +
        line("M-74-56 0-116l74 60", C.lingon, 15) +
        box(-14, -40, 28, 40, C.spruce, 3) +
        box(-46, -52, 20, 20, C.honey, 2) +
        box(26, -52, 20, 20, C.honey, 2),
    ),
    line("M700 675C640 600 560 560 470 520S330 450 300 398", "#f5e3bd", 30) +
      line("M700 675C640 600 560 560 470 520S330 450 300 398", C.cloudberry, 5, 'stroke-dasharray="3 20"'),
    birch(90, 560, 1.05, "#b9d97a") +
      birch(560, 470, 0.62, "#c7e08a") +
      birch(1120, 600, 1.3, "#b9d97a") +
      birch(1010, 540, 0.9, "#cbe392"),
    at(
      830,
      600,
      1,
      line("M-110 0v-250M110 0v-250", C.bark, 15) +
        box(-140, -262, 280, 170, C.wood, 8) +
        box(-126, -248, 252, 142, C.cream, 4) +
        box(-112, -236, 70, 92, C.paper, 3) +
        disc(-77, -206, 17, C.lake) +
        writing(-100, -172, [46, 34], C.ink, 13, 4) +
        box(-28, -232, 64, 80, C.honey, 3) +
        writing(-18, -212, [44, 44, 30], C.ink, 16, 4) +
        box(52, -238, 62, 88, C.rose, 3) +
        shape("M66-176v-26l17-15 17 15v26z", C.paper) +
        shape("M-158-262 0-304l158 42z", C.lingon),
    ),
    person({
      x: 610,
      y: 640,
      size: 1.06,
      skin: SKIN.brown,
      top: C.lake,
      look: "hijab",
      hair: C.honey,
      turn: 0.9,
      arms: "none",
    }),
    person({
      x: 490,
      y: 650,
      size: 0.8,
      skin: SKIN.brown,
      top: C.lingon,
      look: "short",
      hair: "#1f1614",
      turn: 0.9,
      arms: "none",
    }),
    flowers,
  ].join("");
}

const COVERS: Readonly<Record<string, () => string>> = {
  "ensimmainen-yhteistyofoorumi": firstForum,
  "nuoren-oma-aani": ownVoice,
  "lapset-tulevat-mukaan": children,
  "tuva-on-yksi-tie": bridge,
  "tulkki-tilataan-ajoissa": interpreter,
  "yhteishaku-lyhyesti": application,
  "mita-opinto-ohjaaja-tekee": counsellor,
  "kuunteleminen-riittaa": tea,
  "kevaan-foorumit": spring,
};

/** The picture of a post by its key, as SVG; null if none is drawn for it. */
export function drawCover(key: string): string | null {
  const draw = COVERS[key];
  return draw
    ? `<svg xmlns="http://www.w3.org/2000/svg" width="${W}" height="${H}" viewBox="0 0 ${W} ${H}">${draw()}</svg>`
    : null;
}
