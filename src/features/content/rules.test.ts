import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { manyLines } from "@/i18n/many-lines";
import {
  FIELDS,
  type ModelHistory,
  modelParts,
  modelState,
  type Said,
  saidOf,
  someFields,
  textOf,
} from "../../../tests/support/content-model";
import {
  type EditionRow,
  type Hand,
  type History,
  meaningOf,
  newSentences,
  progressOf,
  standingOf,
  textFor,
  tidyWords,
  type Words,
} from "./rules";
import { canonicalLanguage } from "./schema";

const ANNA: Hand = { kind: "user", id: "anna" };
const BASHIR: Hand = { kind: "user", id: "bashir" };

/** A history built step by step from texts and checks. */
class Told implements History {
  readonly sourceLanguage = "fi";
  readonly original: History["original"][number][] = [];
  readonly translation: History["translation"][number][] = [];
  readonly looks: History["looks"][number][] = [];

  finnish(fields: Words, { small = false } = {}): this {
    const number = this.original.length + 1;
    this.original.push({ number, read: null, fields, small, machine: false, restored: null, by: ANNA });
    return this;
  }
  arabic(
    fields: Words,
    {
      read = this.original.length as number | null,
      small = false,
      machine = false,
      restored = null as number | null,
      by = ANNA,
    } = {},
  ): this {
    this.translation.push({ number: this.translation.length + 1, read, fields, small, machine, restored, by });
    return this;
  }
  looked({ read = this.original.length, fields = ["title"], by = BASHIR } = {}): this {
    this.looks.push({ number: this.translation.length, read, fields, by });
    return this;
  }
  get state() {
    return standingOf(this, this.original.length, this.translation.length).state;
  }
  get notes() {
    return standingOf(this, this.original.length, this.translation.length).notes;
  }
}
const told = () => new Told();
const say = (title: string) => ({ title });

describe("no false alarms", () => {
  const checked = () => told().finnish(say("“Ilta” klo 17–19:\nruoka")).arabic(say("أمسية")).looked();

  test.each([
    ["line breaks", "“Ilta” klo 17–19:\r\n\r\nruoka"],
    ["spaces", "  “Ilta”  klo\u00A017–19: ruoka "],
    ["quotes", '"Ilta" klo 17–19: ruoka'],
    ["dashes", "“Ilta” klo 17 - 19: ruoka"],
    ["Unicode form", "“Ilta” klo 17–19: ruoka".normalize("NFD")],
    ["invisible characters", "\u200E“Il\u00ADta” klo 17–19:\uFEFF ruoka"],
  ])("%s make nothing outdated", (_, text) => {
    expect(checked().finnish(say(text)).state).toBe("checked");
  });

  test("a small correction makes nothing outdated", () => {
    expect(checked().finnish(say("“Ilta” klo 17–19: ruokaa"), { small: true }).state).toBe("checked");
  });

  test("restored words get their translation back as it was", () => {
    const back = checked().finnish(say("Aamu")).finnish(say("“Ilta” klo 17–19: ruoka"));
    expect(back.state).toBe("checked");
  });

  test("changing one part leaves the others as they are", () => {
    const two = told()
      .finnish({ title: "Ilta", description: "Puhumme." })
      .arabic({ title: "أمسية", description: "نتحدث." })
      .looked({ fields: ["title", "description"] })
      .finnish({ title: "Ilta", description: "Puhumme. Syömme." });
    expect(two.notes).toEqual([{ field: "description", state: "older", original: ["Syömme."] }]);
    expect(two.arabic({ title: "أمسية", description: "نتحدث. نأكل." }).notes).toEqual([
      { field: "description", state: "unchecked" },
    ]);
  });

  test("a translation with other typography stays checked", () => {
    expect(checked().arabic(say("«أمسية »")).state).toBe("unchecked");
    expect(checked().arabic(say(" أمسيـة\n")).state).toBe("checked");
  });
});

describe("no missed changes", () => {
  const older = () => told().finnish(say("Ilta")).arabic(say("أمسية")).looked().finnish(say("Aamu"));

  test("a changed original makes its translation older", () => {
    expect(older().notes).toEqual([{ field: "title", state: "older", original: ["Aamu"] }]);
  });

  test("letters, digits, case and punctuation count", () => {
    for (const text of ["ilta", "Ilta!", "Ilta 2", "Illat"])
      expect([text, told().finnish(say("Ilta")).arabic(say("أ")).finnish(say(text)).state]).toEqual([text, "older"]);
  });

  test("a small correction makes nothing current again, in the original or in the translation", () => {
    expect(older().finnish(say("Aamut"), { small: true }).state).toBe("older");
    expect(older().finnish(say("Ilta"), { small: true }).state).toBe("older");
    expect(older().arabic(say("أمسية!"), { small: true }).state).toBe("older");
  });

  test("a translation begun before a change and saved after it stays older", () => {
    const late = told().finnish(say("Ilta")).arabic(say("أ")).finnish(say("Aamu"));
    expect(late.arabic(say("مساء"), { read: 1 }).state).toBe("older");
    expect(late.arabic(say("صباح")).state).toBe("unchecked");
  });

  test("an older part stays older when another is fixed", () => {
    const two = told()
      .finnish({ title: "Ilta", description: "Puhumme." })
      .arabic({ title: "أمسية", description: "نتحدث." })
      .finnish({ title: "Aamu", description: "Syömme." })
      .arabic({ title: "صباح", description: "نتحدث." });
    expect(two.notes.map(({ field, state }) => [field, state])).toEqual([
      ["title", "unchecked"],
      ["description", "older"],
    ]);
  });

  test("adding or removing a part is not a small correction", () => {
    const added = told().finnish(say("Ilta")).arabic(say("أمسية")).looked();
    added.finnish({ title: "Ilta", description: "Uutta." }, { small: true });
    expect(added.notes).toEqual([{ field: "description", state: "missing", original: ["Uutta."] }]);
    expect(added.state).toBe("older");
  });

  test("a part that the original no longer has is older", () => {
    const gone = told().finnish({ title: "Ilta", description: "Ruokaa." }).arabic({ title: "أ", description: "طعام" });
    expect(gone.finnish(say("Ilta")).notes).toContainEqual({ field: "description", state: "older", original: [] });
  });

  test("a part is older if it is unknown what its translator read", () => {
    expect(told().finnish(say("Ilta")).arabic(say("أ"), { read: null }).looked({ read: 1 }).state).toBe("checked");
    expect(told().finnish(say("Ilta")).arabic(say("أ"), { read: null }).state).toBe("older");
  });

  test("a check counts for the original that it was made beside", () => {
    expect(older().looked({ read: 1 }).state).toBe("older");
    expect(older().looked().state).toBe("checked");
  });
});

describe("who wrote the words", () => {
  test("confirming one's own words makes them current, but not checked", () => {
    const own = told().finnish(say("Ilta")).arabic(say("أ")).finnish(say("Iltapäivä"));
    expect(own.looked({ by: ANNA }).state).toBe("unchecked");
    expect(own.looked({ by: BASHIR }).state).toBe("checked");
  });

  test("a machine's words stay machine-made until a person checks or edits them", () => {
    const machine = () => told().finnish(say("Ilta")).arabic(say("مساء"), { machine: true });
    expect(machine().state).toBe("machine");
    expect(machine().looked({ by: ANNA }).state).toBe("checked");
    expect(machine().arabic(say("أمسية")).state).toBe("unchecked");
    expect(machine().arabic(say("أمسية"), { small: true }).state).toBe("unchecked");
    // Changing white space is no edit: nobody has put their name to it.
    expect(machine().arabic(say(" مساء ")).state).toBe("machine");
  });

  test("restored words keep their writer, age and checks", () => {
    const back = told().finnish(say("Ilta")).arabic(say("أ"), { machine: true }).arabic(say("ب"), { by: BASHIR });
    expect(back.arabic(say("أ"), { machine: true, restored: 1, by: BASHIR }).state).toBe("machine");
    const checked = told().finnish(say("Ilta")).arabic(say("أ")).looked().arabic(say("ب"));
    expect(checked.arabic(say("أ"), { restored: 1, by: BASHIR }).state).toBe("checked");
    expect(checked.finnish(say("Aamu")).state).toBe("older");
  });

  test("changed words lose their check", () => {
    expect(told().finnish(say("Ilta")).arabic(say("أ")).looked().arabic(say("ب")).state).toBe("unchecked");
  });
});

test("new sentences are found by the rules of their language", () => {
  expect(newSentences("Tule klo 17. Syömme.", "Tule klo 18. Syömme.\n\nOta lapsi mukaan!", "fi")).toEqual([
    "Tule klo 18.",
    "Ota lapsi mukaan!",
  ]);
  expect(newSentences("نلتقي غدًا؟ نعم.", "نلتقي غدًا؟ لا.", "ar")).toEqual(["لا."]);
  // If something was only left out, the whole present text counts as new.
  expect(newSentences("Yksi. Kaksi.", "Yksi.", "fi")).toEqual(["Yksi."]);
});

test("words as stored mean what was written, and parts of which nothing is seen are none", () => {
  expect(tidyWords({ title: " A ", description: " \n" })).toEqual({ title: "A" });
  for (const nothing of ["\u200B", "\u200F \u2060", "\u3164", "\u{E0041}", "\u202E", "\u2067 \u2069"])
    expect(tidyWords({ title: nothing })).toEqual({});
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => meaningOf(manyLines(text)) === meaningOf(text)));
});

test.each([
  ["fi", "fi"],
  ["FA-af", "fa-AF"],
  ["zh-hant-tw", "zh-Hant-TW"],
  ["ckb", "ckb"],
  ["iw", "he"],
  ["fi-u-nu-latn", null],
  ["xx", null],
  ["und", null],
  ["", null],
  ["../fi", null],
  [`fi-${"a".repeat(9)}`, null],
])("%s is the language %s", (tag, language) => {
  expect(canonicalLanguage(tag)).toBe(language);
});

describe("what readers see", () => {
  const words = { title: "T", summary: "S", description: "D", audience: "A" };
  const row = (language: string, state: EditionRow["state"], fields: Words = words, notes: unknown = []) => ({
    ...{ language, state, fields, notes },
  });

  test("their own language, with its state and the original's language; missing parts are empty", () => {
    const notes = [{ field: "title", state: "older", original: ["Otsikko"] }];
    expect(textFor("forum", [row("fi", "original"), row("so", "older", words, notes)], "so")).toEqual({
      locale: "so",
      words: { ...words, outcome: "" },
      standing: { state: "older", notes, original: "fi" },
    });
  });

  test("another language rather than a text without its title, and even one without pages rather than nothing", () => {
    const halved = row("so", "older", { title: "T" });
    expect(textFor("forum", [row("fi", "original"), halved], "so")?.locale).toBe("fi");
    expect(textFor("forum", [halved], "so")).toBeUndefined();
    expect(textFor("forum", [row("fa-AF", "original")], "so")).toMatchObject({ locale: "fa-AF" });
    expect(textFor("forum", [], "so")).toBeUndefined();
  });
});

const hand = fc.constantFrom(ANNA, BASHIR);
const histories = fc
  .array(fc.record({ said: saidOf(1), small: fc.boolean() }), { minLength: 1, maxLength: 7 })
  .chain((source) => {
    const read = fc.integer({ min: 1, max: source.length });
    const step = fc.record({
      said: saidOf(0),
      read,
      small: fc.boolean(),
      machine: fc.boolean(),
      by: hand,
      restored: fc.option(fc.nat(6)),
    });
    return fc.array(step, { minLength: 1, maxLength: 6 }).chain((steps) => {
      const translation: ModelHistory["translation"] = [];
      for (const { restored, ...one } of steps) {
        const earlier = restored === null ? undefined : translation[restored];
        translation.push({ ...one, ...earlier, restored: earlier ? Number(restored) + 1 : null });
      }
      const number = fc.integer({ min: 1, max: translation.length });
      return fc.record({
        source: fc.constant(source),
        translation: fc.constant(translation),
        looks: fc.array(fc.record({ number, read, fields: someFields, by: hand }), { maxLength: 6 }),
      });
    });
  });

const wordsOf = (said: Said) => tidyWords(Object.fromEntries(FIELDS.map((field) => [field, textOf(said[field])])));

test("in any history, each part has the state of an independent model", () => {
  fc.assert(
    fc.property(histories, (history) => {
      // Nobody checks what has been replaced.
      const looks = history.looks.toSorted((a, b) => a.number - b.number);
      const model = { ...history, looks };
      const real: History = {
        sourceLanguage: "fi",
        original: history.source.map(({ said, small }, n) => ({
          ...{ number: n + 1, read: null, fields: wordsOf(said), small, machine: false, restored: null, by: ANNA },
        })),
        translation: history.translation.map(({ said, ...step }, n) => ({
          ...step,
          number: n + 1,
          fields: wordsOf(said),
        })),
        looks,
      };
      for (let s = 1; s <= history.source.length; s++)
        for (let n = 1; n <= history.translation.length; n++) {
          const { state, notes } = standingOf(real, s, n);
          expect(state).toBe(modelState(model, s, n));
          const told = Object.fromEntries(notes.map((note) => [note.field, note.state]));
          for (const [field, part] of Object.entries(modelParts(model, s, n)))
            expect([field, told[field] ?? null]).toEqual([field, part === "checked" ? null : part]);
        }
    }),
    { numRuns: 500 },
  );
});

describe("progressOf", () => {
  test("counts each state, page languages first in their order, then others, without originals", () => {
    const progress = progressOf([
      { language: "zh", state: "machine", count: 1 },
      { language: "fa-AF", state: "older", count: 2 },
      { language: "so", state: "missing", count: 3 },
      { language: "sv", state: "checked", count: 4 },
      { language: "sv", state: "checked", count: 1 },
      { language: "fi", state: "original", count: 9 },
    ]);
    expect([...progress.keys()]).toEqual(["sv", "so", "fa-AF", "zh"]);
    expect(progress.get("sv")).toEqual({ checked: 5, unchecked: 0, machine: 0, older: 0, missing: 0 });
    expect(progress.get("so")?.missing).toBe(3);
  });
});
