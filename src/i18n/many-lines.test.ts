import fc from "fast-check";
import { expect, test } from "vitest";
import { isSeen, manyLines } from "./many-lines";

test("stored text is complete and valid for the database", () => {
  expect(manyLines("  a\u0000b\uD800 \r\nc  \n")).toBe("ab\uFFFD\nc");
  expect(manyLines("a\u0308")).toBe("ä");
  expect(manyLines("a\u2028b\u0085c\u0086")).toBe("a\nb\nc");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => manyLines(manyLines(text)) === manyLines(text)));
});

test("what is stored shows what is written: nothing forced the other way round, no direction left open, nothing unseen alone", () => {
  expect(manyLines("Liity \u202Eetsi\u202C mukaan")).toBe("Liity etsi mukaan");
  expect(manyLines("\u202D17.30\u202C")).toBe("17.30");
  expect(manyLines("a \u2067b\nc\u2069")).toBe("a \u2067b\u2069\nc");
  expect(manyLines("\u202Ba \u2066b\u202C c")).toBe("\u202Ba \u2066b c\u2069\u202C");
  // What Arabic, Persian and emoji need stays: marks of direction, joiners, isolates that end.
  for (const text of ["\u200F(مرحبا)\u200E", "می\u200Cخواهم", "👩\u200D👧", "العدد \u2066040 123\u2069 هنا"])
    expect(manyLines(text)).toBe(text);
  for (const nothing of ["\u200B", "\u200F \u2060", "\u3164", "\u{E0041}", "\u202E", "\u2067 \u2069"])
    expect(isSeen(manyLines(nothing))).toBe(false);
  const controls = fc.constantFrom(
    "\u202A",
    "\u202B",
    "\u202C",
    "\u202D",
    "\u202E",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(controls, fc.constantFrom("a", "م", "\n", " "))), (letters) => {
      for (const line of manyLines(letters.join("")).split("\n")) {
        expect(line).not.toMatch(/[\u202D\u202E]/);
        const count = (some: RegExp) => line.match(some)?.length ?? 0;
        expect(count(/[\u202A\u202B]/g)).toBe(count(/\u202C/g));
        expect(count(/[\u2066-\u2068]/g)).toBe(count(/\u2069/g));
      }
    }),
  );
});
