import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as files from "../../../tests/support/media-files";
import { addressName, idOfKey, inspectFile, shownName, storedAt, widthsOf } from "./rules";
import { MediaChoiceSchema, MOST_CHOICES } from "./schema";

const reasonFor = (bytes: Uint8Array) => {
  const found = inspectFile(bytes);
  return found.ok ? found.type : found.reason;
};
const text = (words: string) => Buffer.from(words, "latin1");

describe("a file is what its content says", () => {
  test("pictures and PDFs are recognised", async () => {
    expect(reasonFor(await files.jpeg())).toBe("image/jpeg");
    expect(reasonFor(await files.cmyk())).toBe("image/jpeg");
    expect(reasonFor(await files.png())).toBe("image/png");
    expect(reasonFor(await files.webp())).toBe("image/webp");
    expect(reasonFor(files.pdf())).toBe("application/pdf");
  });

  test.each([
    ["nothing", text(""), "file_empty"],
    ["a page that is called a picture", text(files.page), "file_type"],
    ["an SVG", text('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), "file_svg"],
    ["an SVG in UTF-16", Buffer.from('\uFEFF<svg xmlns="x">', "utf16le"), "file_svg"],
    ["an archive", files.zip(), "file_type"],
    ["a program", text("\u007FELF\u0002\u0001\u0001"), "file_type"],
    ["a HEIC picture", text("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"), "file_heic"],
    ["a PDF after a script", files.pdf("", { head: "#!/bin/sh\nrm -rf ~\n%PDF-1.4\n" }), "pdf_header"],
    ["a PDF within a page", files.pdf("", { head: `${files.page}%PDF-1.4\n` }), "pdf_header"],
    ["a PDF without a version", files.pdf("", { head: "%PDF-evil\n" }), "pdf_header"],
    ["half a PDF", files.pdf("", { tail: "" }), "file_cut"],
    ["a PDF with a script", files.pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "pdf_active"],
    ["a PDF with a script in codes", files.pdf("/OpenAction << /S /J#61vaScript >>"), "pdf_active"],
    ["a PDF that starts a program", files.pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"), "pdf_active"],
    ["a PDF with files in it", files.pdf("/Names << /EmbeddedFiles 4 0 R >>"), "pdf_active"],
    ["a locked PDF", files.pdf("/Encrypt 5 0 R"), "pdf_locked"],
    ["too many pixels in a small file", files.bomb(15_000, 15_000), "file_pixels"],
    ["more pixels than a number holds", files.bomb(0x7fffffff, 0x7fffffff, 0), "file_pixels"],
    ["a line", files.bomb(1000, 1), "file_small"],
    ["no size", files.bomb(0, 0, 0), "file_small"],
  ])("%s is refused", (_, bytes, reason) => {
    expect(reasonFor(bytes)).toBe(reason);
  });

  test("compressed bytes in a PDF that look like a script are none", () => {
    expect(reasonFor(files.pdf("", { tail: "stream\n\u0001/JS \u0002/Launch\nendstream\n%%EOF\n" }))).toBe(
      "application/pdf",
    );
  });

  test("moving pictures are refused", async () => {
    expect(reasonFor(await files.gif())).toBe("file_animated");
    expect(reasonFor(await files.animated())).toBe("file_animated");
    expect(reasonFor(await files.pngWith("acTL", Buffer.alloc(8)))).toBe("file_animated");
  });

  test("pictures that end too soon are refused, wherever they end within their data", async () => {
    for (const whole of [await files.jpeg(), await files.png(), await files.webp()])
      for (const part of [0.3, 0.6, 0.99])
        expect(reasonFor(whole.subarray(0, Math.floor(whole.length * part)))).toBe("file_cut");
  });

  test("phones add something after a JPEG's end", async () => {
    expect(reasonFor(Buffer.concat([await files.jpeg(), Buffer.from("film")]))).toBe("image/jpeg");
  });

  test("any bytes get an answer", () => {
    const beginnings = [
      "",
      "\u00FF\u00D8\u00FF",
      "\u0089PNG\r\n\u001A\n",
      "RIFF\0\0\0\0WEBPVP8X",
      "%PDF-1.4",
      "GIF8",
      "\0\0\0\0ftypheic",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }), (beginning, rest) => {
        const found = inspectFile(Buffer.concat([text(beginning), rest]));
        expect(found.ok || found.reason).toBeTruthy();
      }),
    );
  });
});

test.each([
  ["kesäretki 2026.JPG", "kesäretki 2026"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Kuvat\\ryhmä.png", "ryhmä"],
  ["kuva\0.php\0.jpg", "kuva .php"],
  ["\u202Egpj.exe", "gpj.exe"],
  ["\u2066صورة\u2069.webp", "صورة"],
  ["\u200B\u3164.pdf", ""],
  [".jpg", ""],
  ["x".repeat(300), "x".repeat(100)],
  ["\uD800.png", "\uFFFD"],
])("%j is shown as %j", (given, shown) => {
  expect(shownName(given)).toBe(shown);
});

test("a name in an address has only small letters, digits and hyphens", () => {
  expect(addressName("Kesäretki 2026: ohjelma")).toBe("kesaretki-2026-ohjelma");
  expect(addressName("برنامج")).toBe("file");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => /^[a-z0-9-]{1,60}$/.test(addressName(name))));
});

test("no variant is larger than its picture, and the largest is the picture itself", () => {
  expect(widthsOf(1600)).toEqual([320, 640, 1024, 1600]);
  expect(widthsOf(1000)).toEqual([320, 640, 1000]);
  expect(widthsOf(320)).toEqual([320]);
  expect(widthsOf(120)).toEqual([120]);
});

test("what is stored names whose it is", () => {
  const id = "0190a000-0000-7000-8000-000000000001";
  for (const key of [storedAt.original(id), storedAt.pdf(id), storedAt.variant(id, 640, "avif")])
    expect(idOfKey(key)).toBe(id);
  expect(idOfKey("pictures/else/640.avif")).toBe("");
});

test("what the editor asks for: unreadable parts count as not asked", () => {
  const [one, other] = ["0190a000-0000-7000-8000-00000000000a", "0190a000-0000-7000-8000-00000000000b"];
  expect(MediaChoiceSchema.parse({ ids: `${one},${other}`, kind: "pdf", page: "2" })).toMatchObject({
    ...{ ids: [one, other], kind: "pdf", page: 2, text: "" },
  });
  expect(MediaChoiceSchema.parse({ ids: "a,b", kind: "x", page: "-1", organisation: "" })).toEqual({
    ...{ ids: undefined, kind: "picture", page: 1, text: "", organisation: undefined },
  });
  expect(MediaChoiceSchema.parse({})).toMatchObject({ kind: "picture", page: 1 });
  const ids = Array.from({ length: MOST_CHOICES + 1 }, () => one);
  expect(MediaChoiceSchema.parse({ ids: ids.slice(1).join(",") }).ids).toHaveLength(MOST_CHOICES);
  expect(MediaChoiceSchema.parse({ ids: ids.join(",") }).ids).toBeUndefined();
});
