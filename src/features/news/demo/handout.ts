import { C } from "./drawing";

// A file for one of the demo's posts: a sheet of questions to take along, as a tagged PDF of one page, so that it can also be
// heard. In Finnish, because the counsellor reads it too.

/** Stands in the texts of posts for the id that the file gets. */
export const HANDOUT = "01900000-0000-7000-8000-00000000f11e";

export const HANDOUT_NAME = "Kysymyksiä opinto-ohjaajalle";

const LEAD = "Ota tämä sivu mukaan, kun tapaat opinto-ohjaajan. Kaikkea ei tarvitse kysyä kerralla.";
const QUESTIONS = [
  "Missä nuori on hyvä koulussa?",
  "Mikä häntä kiinnostaa?",
  "Mitä vaihtoehtoja hänellä on peruskoulun jälkeen?",
  "Missä niihin voi käydä tutustumassa?",
  "Milloin yhteishaku on, ja mitä siihen tarvitaan?",
  "Mitä tukea nuori voi saada?",
  "Miten saan sinuun yhteyden? Voiko tapaamiseen tulla tulkki?",
];

/** A colour as PDF says it: three numbers from 0 to 1. */
const ink = (hex: string) =>
  [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(3)).join(" ");

const inBrackets = (text: string) => `(${text.replace(/[\\()]/g, "\\$&")})`;

/** One piece of the page: what it is for somebody who hears it, and how it is drawn. */
type Piece = { tag: "H1" | "P" | "LBody" | null; drawing: string };

const words = (tag: Piece["tag"], text: string, [x, y]: [number, number], font: string, colour: string): Piece => ({
  tag,
  drawing: `${ink(colour)} rg BT /${font} Tf ${x} ${y} Td ${inBrackets(text)} Tj ET`,
});

const box = (x: number, y: number, width: number, height: number, colour: string): Piece => ({
  tag: null,
  drawing: `${ink(colour)} rg ${x} ${y} ${width} ${height} re f`,
});

/** A page of A4, in points from its lower left corner. */
function piecesOfPage(): Piece[] {
  const [top, apart] = [620, 78];
  return [
    box(0, 716, 595, 126, C.spruce),
    box(56, 738, 64, 5, C.cloudberry),
    words("H1", HANDOUT_NAME, [56, 766], "Bold 27", C.paper),
    words("P", LEAD, [56, 676], "Plain 11.5", C.ink),
    ...QUESTIONS.flatMap((question, n) => {
      const y = top - n * apart;
      return [
        { tag: null, drawing: `${ink(C.spruce)} RG 1.5 w 56 ${y - 3} 14 14 re S` },
        words("LBody", question, [82, y], "Bold 13", C.ink),
        ...[26, 48].map((below) => box(82, y - below, 457, 0.7, C.wood)),
      ];
    }),
    box(56, 58, 483, 0.7, C.wood),
    words("P", "OmaPolku", [56, 38], "Bold 10", C.spruce),
  ];
}

/** The file. Its letters are those of Windows-1252, which has all of Finnish. */
export function drawHandout(): Uint8Array {
  const pieces = piecesOfPage();
  const tagged = pieces.flatMap(({ tag }) => (tag ? [tag] : []));
  let spoken = 0;
  const content = pieces
    .map(({ tag, drawing }) =>
      tag ? `/${tag} << /MCID ${spoken++} >> BDC ${drawing} EMC` : `/Artifact BMC ${drawing} EMC`,
    )
    .join("\n");
  // After the seven objects of the frame come those that say what each piece is; the list stands behind the lead.
  const FRAME = 8;
  const listAt = FRAME + tagged.length;
  const item = (n: number) => listAt + 1 + tagged.slice(0, n).filter((tag) => tag === "LBody").length;
  const meaning = tagged.map(
    (tag, n) => `<< /Type /StructElem /S /${tag} /P ${tag === "LBody" ? item(n) : 7} 0 R /Pg 3 0 R /K ${n} >>`,
  );
  const numbers = tagged.map((tag, n) => ({ tag, n, ref: `${FRAME + n} 0 R` }));
  const items = numbers.filter(({ tag }) => tag === "LBody");
  const [heading, lead, foot] = numbers.filter(({ tag }) => tag !== "LBody");
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang (fi) /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R /ViewerPreferences << /DisplayDocTitle true >> >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0 /Tabs /S /Resources << /Font << /Plain ${font("Helvetica")} /Bold ${font("Helvetica-Bold")} >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Title ${inBrackets(HANDOUT_NAME)} >>`,
    `<< /Type /StructTreeRoot /K 7 0 R /ParentTreeNextKey 1 /ParentTree << /Nums [0 [${numbers.map(({ ref }) => ref).join(" ")}]] >> >>`,
    `<< /Type /StructElem /S /Document /P 6 0 R /K [${[heading?.ref, lead?.ref, `${listAt} 0 R`, foot?.ref].join(" ")}] >>`,
    ...meaning,
    `<< /Type /StructElem /S /L /P 7 0 R /K [${items.map(({ n }) => `${item(n)} 0 R`).join(" ")}] >>`,
    ...items.map(({ ref }) => `<< /Type /StructElem /S /LI /P ${listAt} 0 R /K [${ref}] >>`),
  ];
  let file = "%PDF-1.7\n";
  const places = objects.map((object, n) => {
    const place = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join("")}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + trailer, "latin1");
}
