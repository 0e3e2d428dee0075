import { expect, test } from "vitest";
import { z } from "zod";
import { answerRefused, initialFormState, parseWith, readFields, refuse, refuseField } from "./form-answer";

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
