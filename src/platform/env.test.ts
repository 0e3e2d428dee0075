import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnv, Settings } from "./env";

const good = {
  DATABASE_URL: "postgresql://user:secret@localhost/omapolku",
  APP_URL: "https://omapolku.example.org/",
  APP_SECRET: "x".repeat(32),
  DATA_KEY: Buffer.alloc(32, 1).toString("base64"),
  SMTP_URL: "smtp://mail.example.org",
};

test("a complete environment is read, defaults filled in", () => {
  const result = parseEnv(good);
  expect(result).toMatchObject({
    ok: true,
    env: { APP_URL: "https://omapolku.example.org", PORT: 3000, WORKER: "inside", DEMO: false },
  });
});

test.each([
  ["DATABASE_URL", undefined],
  ["DATABASE_URL", "mysql://localhost"],
  ["APP_URL", "omapolku.fi"],
  ["APP_SECRET", "short"],
  ["DATA_KEY", undefined],
  ["DATA_KEY", "c2hvcnQ="],
  ["SMTP_URL", "http://mail"],
  ["SMS_GATEWAY_URL", "sms.example.org"],
  ["PHONE_COUNTRIES", "FI, Sweden"],
  ["PHONE_COUNTRIES", "FN"],
  ["TRUSTED_PROXIES", "-1"],
  ["MAIL_FROM", "nobody"],
  ["WORKER", "outside"],
  ["DEMO", "yes"],
  ["LOG_LEVEL", "loud"],
  ["PORT", "70000"],
])("a wrong %s is named in one line that does not repeat it", (name, value) => {
  const result = parseEnv({ ...good, [name]: value });
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.problems).toHaveLength(1);
  expect(result.problems[0]).toMatch(new RegExp(`^${name} must`));
  if (value) expect(result.problems[0]).not.toContain(value);
});

test("mail must have somewhere to go, unless it is the demo", () => {
  expect(parseEnv({ ...good, SMTP_URL: "" })).toMatchObject({ ok: false });
  expect(parseEnv({ ...good, SMTP_URL: "", DEMO: "true" })).toMatchObject({ ok: true });
});

test(".env.example names every setting and no other", () => {
  const named = [...readFileSync(".env.example", "utf8").matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(Settings.shape).sort());
});
