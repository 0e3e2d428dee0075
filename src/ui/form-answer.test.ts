import { expect, test } from "vitest";
import { z } from "zod";
import { answerRefused, initialFormState, parseWith, readFields, readTexts, refuse, refuseField } from "./form-answer";
import { LABELS, labelsOf } from "./form-model";
import { isTooLong } from "./too-long";

const translate = (key: string) => key.toUpperCase();

test("everything typed is read up to a limit, but not files or Next.js's own fields", () => {
  const form = new FormData();
  form.set("people.0.name", "  Amal ");
  form.set("$ACTION_KEY", "x");
  form.set("note", "x".repeat(5000));
  form.set("file", new File(["x"], "x.txt"));
  expect(readFields(form)).toEqual({ "people.0.name": "  Amal ", note: "x".repeat(2000) });
});

test("a schema's issues belong to the fields that they name, with a number in a series", () => {
  const schema = z.object({ people: z.array(z.object({ name: z.string().min(1, { error: "name_required" }) })) });
  expect(parseWith(schema.pick({}), {})).toEqual({ ok: true, input: {} });
  const series = z.record(z.string(), z.string()).transform(() => ({ people: [{ name: "Amal" }, { name: "" }] }));
  expect(parseWith(series.pipe(schema), {})).toEqual({
    ok: false,
    errors: [{ field: "people.1.name", key: "name_required" }],
  });
});

test("a refused form comes back with everything typed and the first error of each field", () => {
  const values = { name: "", phone: "12" };
  const previous = { ...initialFormState(), attempt: 3 };
  const errors = [
    { field: "name", key: "name_required" },
    { field: "name", key: "name_long" },
    { field: "phone", key: "phone_invalid" },
  ];
  expect(answerRefused(translate, previous, values, { ok: false, errors })).toMatchObject({
    values,
    attempt: 4,
    errors: { name: "NAME_REQUIRED", phone: "PHONE_INVALID" },
  });
  expect(answerRefused(translate, previous, values, refuse("too_many"))).toMatchObject({
    values,
    errors: {},
    refusal: "TOO_MANY",
  });
});

test("a refusal can change field values and what sending means, and that stays so", () => {
  const values = { name: "Amal", stamp: "old" };
  const full = refuseField("name", "full", { values: { stamp: "new" }, alternativeSubmit: true });
  const answer = answerRefused(translate, initialFormState(), values, full);
  expect(answer).toMatchObject({ values: { name: "Amal", stamp: "new" }, alternativeSubmit: true });
  expect(answerRefused(translate, answer, values, refuse("closed")).alternativeSubmit).toBe(true);
});

test("a refusal's notes stand in its answer, and not in the next", () => {
  const asked = answerRefused(translate, initialFormState(), {}, refuse("asks", { notes: ["Ramadan", "Eid"] }));
  expect(asked).toMatchObject({ refusal: "ASKS", notes: ["Ramadan", "Eid"] });
  expect(answerRefused(translate, asked, {}, refuse("closed"))).not.toHaveProperty("notes");
  expect(answerRefused(translate, initialFormState(), {}, refuse("asks", { notes: [] }))).not.toHaveProperty("notes");
});

test("typed texts are read under the labels that came with them, in the order of the form", () => {
  const labels = labelsOf([
    {
      id: "who",
      fields: [
        { kind: "text", name: "name", label: ["Your ", "name"] },
        { kind: "hidden", name: "stamp" },
        { kind: "check", name: "consent", label: "I agree" },
        {
          kind: "fold",
          id: "second",
          label: "Add a person",
          title: "Person 2",
          fields: [{ kind: "row", id: "row", fields: [{ kind: "text", name: "people.1.name", label: "Name" }] }],
        },
      ],
    },
  ]);
  expect(labels).toEqual({ name: "Your name", "people.1.name": "Person 2: Name" });
  const form = new FormData();
  for (const [name, value] of Object.entries({ stamp: "x", name: "Amal", consent: "on", "people.1.name": " Ali" }))
    form.set(name, value);
  // Sent by something that is no form of ours.
  expect(readTexts(form)).toEqual([]);
  for (const strange of ["{", "[1]", '{"name": 1}', `{"name": "${"x".repeat(60_000)}"}`]) {
    form.set(LABELS, strange);
    expect(readTexts(form)).toEqual([]);
  }
  form.set(LABELS, JSON.stringify(labels));
  expect(readTexts(form)).toEqual([
    { label: "Your name", words: "Amal" },
    { label: "Person 2: Name", words: " Ali" },
  ]);
  form.set("people.1.name", " ");
  expect(readTexts(form).map(({ label }) => label)).toEqual(["Your name"]);
});

test("a form is too long when its texts alone are more than a megabyte", () => {
  const form = new FormData();
  form.set("words", "ä".repeat(512 * 1024));
  expect(isTooLong(form)).toBe(false);
  form.set("more", "x");
  expect(isTooLong(form)).toBe(true);
});
