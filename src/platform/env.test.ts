import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isBusinessId } from "./business-id";
import { missingOfOperator, parseEnv, Settings } from "./env";

const good = {
  DATABASE_URL: "postgresql://user:secret@localhost/omapolku",
  APP_URL: "https://omapolku.example.org/",
  APP_SECRET: "x".repeat(32),
  DATA_KEY: Buffer.alloc(32, 1).toString("base64"),
  SMTP_URL: "smtp://mail.example.org",
};

test("a complete environment is read, and defaults are filled in", () => {
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
  ["S3_ENDPOINT", "store.example.org"],
  ["S3_BUCKET", "Our Pictures"],
  ["PHONE_COUNTRIES", "FI, Sweden"],
  ["PHONE_COUNTRIES", "FN"],
  ["TRUSTED_PROXIES", "-1"],
  ["MAIL_FROM", "nobody"],
  ["WORKER", "outside"],
  ["DEMO", "yes"],
  ["LOG_LEVEL", "loud"],
  ["PORT", "70000"],
  ["OPERATOR_BUSINESS_ID", "1234567-2"],
  ["OPERATOR_EMAIL", "nobody"],
])("a wrong %s is named in one line that does not repeat it", (name, value) => {
  const result = parseEnv({ ...good, [name]: value });
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.problems).toHaveLength(1);
  expect(result.problems[0]).toMatch(new RegExp(`^${name} must`));
  if (value) expect(result.problems[0]).not.toContain(value);
});

test("a store is set whole, or not at all", () => {
  const store = {
    S3_ENDPOINT: "https://s3.example.org/",
    S3_BUCKET: "pictures",
    S3_ACCESS_KEY_ID: "key",
    S3_SECRET_ACCESS_KEY: "secret",
  };
  expect(parseEnv({ ...good, ...store })).toMatchObject({ ok: true, env: { S3_ENDPOINT: "https://s3.example.org" } });
  for (const name of Object.keys(store))
    expect(parseEnv({ ...good, ...store, [name]: "" })).toMatchObject({ ok: false });
});

test("only the demo can do without a mail server", () => {
  expect(parseEnv({ ...good, SMTP_URL: "" })).toMatchObject({ ok: false });
  expect(parseEnv({ ...good, SMTP_URL: "", DEMO: "true" })).toMatchObject({ ok: true });
});

test("a portal for real people must name its operator; a demo invents one", () => {
  const operator = {
    OPERATOR_NAME: "Polkuverkosto ry",
    OPERATOR_BUSINESS_ID: "1234567-1",
    OPERATOR_ADDRESS: "Katu 1, 00100 Helsinki",
    OPERATOR_EMAIL: "verkosto@example.org",
  };
  const missing = (source: Record<string, string>) => {
    const result = parseEnv({ ...good, ...source });
    return result.ok ? missingOfOperator(result.env).map((problem) => problem.split(" ")[0]) : result.problems;
  };
  expect(missing({})).toEqual(Object.keys(operator));
  expect(missing({ ...operator, OPERATOR_ADDRESS: "" })).toEqual(["OPERATOR_ADDRESS"]);
  expect(missing(operator)).toEqual([]);
  expect(missing({ DEMO: "true" })).toEqual([]);
});

test("a Business ID has seven digits and the right check digit", () => {
  for (const right of ["1234567-1", "0245974-7", "0000000-0"]) expect(isBusinessId(right), right).toBe(true);
  for (const wrong of ["1234567-2", "123456-1", "12345671", "FI12345671", ""])
    expect(isBusinessId(wrong), wrong).toBe(false);
});

test(".env.example names every setting and no other", () => {
  const named = [...readFileSync(".env.example", "utf8").matchAll(/^#? ?([A-Z0-9_]+)=/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(Settings.shape).sort());
});
