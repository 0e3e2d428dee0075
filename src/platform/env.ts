import { z } from "zod";
import { isBusinessId } from "./business-id";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const Flag = z
  .enum(["true", "false"], "must be true or false")
  .default("false")
  .transform((value) => value === "true");

/** A whole number within bounds, both included. */
function WholeNumber(min: number, max: number) {
  const rule = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(rule).int(rule).min(min, rule).max(max, rule);
}

/** An optional line of text. */
const Line = z.string().max(300, "must have at most 300 characters").optional();

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** Finland, the rest of the European Economic Area, and other countries from which our families have numbers. */
const PHONE_COUNTRIES =
  "FI AX AT BE BG HR CY CZ DK EE FR DE GR HU IS IE IT LV LI LT LU MT NL NO SJ PL PT RO SK SI ES SE CH GB GG IM JE UA";
const COUNTRY_NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** All settings of the portal. `.env.example` lists the same names; a test keeps the two in step. */
export const Settings = z.object({
  DATABASE_URL: z
    .string("must be set to a PostgreSQL address (postgresql://…)")
    .refine((value) => isUrl(value, ["postgres:", "postgresql:"]), "must be a PostgreSQL address (postgresql://…)"),
  APP_URL: z
    .string("must be set to the portal's public address (https://…)")
    .refine((value) => isUrl(value, ["http:", "https:"]), "must be an address that starts with https:// (or http://)")
    .transform((value) => value.replace(/\/+$/, "")),
  APP_SECRET: z.string("must be set to a secret of at least 32 characters").min(32, "must have at least 32 characters"),
  DATA_KEY: z
    .string("must be set to 32 random bytes in base64")
    .transform((value) => Buffer.from(value, "base64"))
    .refine((key) => key.length === 32, "must be 32 random bytes in base64"),
  SMTP_URL: z
    .string()
    .optional()
    .transform((value) => value || undefined)
    .refine(
      (value) => value === undefined || isUrl(value, ["smtp:", "smtps:"]),
      "must be an address that starts with smtp:// or smtps://",
    ),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/,
      "must hold an email address, e.g. OmaPolku <mail@example.org>",
    )
    .default("OmaPolku <omapolku@localhost>"),
  OIDC_ISSUER: z
    .string()
    .optional()
    .refine(
      (value) => value === undefined || isUrl(value, ["http:", "https:"]),
      "must be an address that starts with https:// (or http://)",
    ),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60, "must have at most 60 characters").default("SSO"),
  OIDC_EMAIL_DOMAINS: z
    .string()
    .default("")
    .transform((value) =>
      value
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
  SMS_GATEWAY_URL: z
    .string()
    .optional()
    .refine(
      (value) => value === undefined || isUrl(value, ["http:", "https:"]),
      "must be an address that starts with https:// (or http://)",
    ),
  SMS_GATEWAY_TOKEN: z.string().optional(),
  SMS_FROM: z.string().max(20, "must have at most 20 characters").default("OmaPolku"),
  PHONE_COUNTRIES: z
    .string()
    .default(PHONE_COUNTRIES)
    .transform((value) =>
      value
        .toUpperCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .refine(
      (codes) => codes.length > 0 && codes.every((code) => /^[A-Z]{2}$/.test(code) && COUNTRY_NAMES.of(code)),
      "must be codes of countries of two letters, e.g. FI, SE, UA",
    ),
  STORAGE_DIR: z.string().default(".data/storage"),
  S3_ENDPOINT: z
    .string()
    .optional()
    .refine(
      (value) => value === undefined || isUrl(value, ["http:", "https:"]),
      "must be an address that starts with https:// (or http://)",
    )
    .transform((value) => value?.replace(/\/+$/, "")),
  S3_BUCKET: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "must be the name of a bucket: small letters, digits, dots and hyphens",
    )
    .optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  TRUSTED_PROXIES: WholeNumber(0, 10).default(1),
  MIN_FILL_SECONDS: WholeNumber(0, 60).default(3),
  DATABASE_CONNECTIONS: WholeNumber(1, 200).default(10),
  WORKER: z.enum(["inside", "off"], "must be inside or off").default("inside"),
  DEMO: Flag,
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
  PORT: WholeNumber(1, 65_535).default(3000),
  OPERATOR_NAME: Line,
  OPERATOR_BUSINESS_ID: z
    .string()
    .refine(isBusinessId, "must be a Business ID with its check digit, e.g. 1234567-1")
    .optional(),
  OPERATOR_ADDRESS: Line,
  OPERATOR_EMAIL: z.email("must be an email address").optional(),
  OPERATOR_PHONE: Line,
  OPERATOR_PRIVACY_CONTACT: Line,
  OPERATOR_PROCESSORS: Line,
  OPERATOR_OUTSIDE_EEA: Line,
});
export type Env = z.infer<typeof Settings>;

/**
 * Reads settings from environment variables. Refuses with one line per wrong setting, which names it and says what it
 * must be, but never repeats its value, which may be a secret.
 */
export function parseEnv(
  source: Record<string, string | undefined>,
): { ok: true; env: Env } | { ok: false; problems: string[] } {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Settings.safeParse(present);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`) };
  }
  if (!parsed.data.DEMO && !parsed.data.SMTP_URL) {
    return { ok: false, problems: ["SMTP_URL must be set to a mail server (smtp://…), unless DEMO is true"] };
  }
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = parsed.data;
  const sso = [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET].filter(Boolean).length;
  if (sso !== 0 && sso !== 3)
    return { ok: false, problems: ["OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together"] };
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = parsed.data;
  const s3 = [S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY].filter(Boolean).length;
  if (s3 !== 0 && s3 !== 4)
    return {
      ok: false,
      problems: ["S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set together"],
    };
  return { ok: true, env: parsed.data };
}

/**
 * What is missing from the operator's legal identity, which the privacy notice and the accessibility statement must
 * give (GDPR, article 13(1)(a); Act 306/2019). A demo misses nothing: it invents one.
 */
export function missingOfOperator(env: Env): string[] {
  if (env.DEMO) return [];
  const needed = ["OPERATOR_NAME", "OPERATOR_BUSINESS_ID", "OPERATOR_ADDRESS", "OPERATOR_EMAIL"] as const;
  return needed
    .filter((name) => !env[name])
    .map((name) => `${name} must be set: the privacy notice names who runs the portal, unless DEMO is true`);
}

let parsed: Env | undefined;

/** The process's settings, read once. Throws one line that names every wrong setting. */
export function env(): Env {
  if (!parsed) {
    const result = parseEnv(process.env);
    if (!result.ok) throw new Error(`Wrong settings: ${result.problems.join("; ")}`);
    parsed = result.env;
  }
  return parsed;
}
