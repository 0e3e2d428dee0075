import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { INVITATION_VALID_FOR, LINK_VALID_FOR, lifetime } from "@/features/accounts/rules";
import { DEFAULT_RETENTION_DAYS } from "@/features/privacy/rules";
import { CONSENT_VERSIONS } from "@/features/registration/schema";
import { LOCALE_CODES } from "@/i18n/locales";
import { DAY, HOUR, MINUTE } from "@/i18n/time";

const words = (locale: string, namespace: string): Record<string, string> =>
  JSON.parse(readFileSync(`messages/${locale}/${namespace}.json`, "utf8"));
const page = (name: string) => readFileSync(`src/app/[locale]/(public)/${name}/page.tsx`, "utf8");

/** The heading of the privacy notice for each consent. */
const CONSENTS = {
  privacy_notice: "registrationText",
  diet_health: "needsText",
  photos: "photosText",
  later_forums: "laterForumsText",
} as const satisfies Record<keyof typeof CONSENT_VERSIONS, string>;

test("the notice names the default retention period of forums", () => {
  const schema = readFileSync("prisma/schema/forums.prisma", "utf8");
  expect(/retentionDays\s+Int\s+@default\((\d+)\)/.exec(schema)?.[1]).toBe(String(DEFAULT_RETENTION_DAYS));
});

test("every consent refers to a dated text", () => {
  for (const version of Object.values(CONSENT_VERSIONS)) expect(version).toMatch(/^\d{4}-\d\d-\d\d/);
});

test("no word that staff edit stands among the parts that the law requires", () => {
  for (const name of ["privacy", "accessibility"]) {
    const [, sections = ""] = page(name).split("sections={[");
    expect(sections.length).toBeGreaterThan(1000);
    expect(sections).not.toMatch(/\b(?:words|page)\b(?!\()/);
    expect(sections).not.toContain("PageBody");
  }
});

describe.each(LOCALE_CODES)("the privacy notice in %s", (locale) => {
  const privacy = words(locale, "Privacy");

  test("names every consent and shows it", () => {
    for (const key of Object.values(CONSENTS)) {
      expect(privacy[key]?.length, key).toBeGreaterThan(60);
      expect(page("privacy")).toContain(`t("${key}"`);
    }
  });

  test("takes retention periods from the code", () => {
    for (const key of ["summary", "registrationText", "needsText"]) {
      expect(privacy[key], key).toContain("{days, plural,");
      expect(privacy[key]?.replace(/\{days.*?\}\}/g, ""), key).not.toContain(String(DEFAULT_RETENTION_DAYS));
    }
  });

  test("says everything that articles 13 and 14 require", () => {
    // Legal bases, special categories, the age of consent, the authority.
    expect(privacy.registrationText).toMatch(/6.{0,40}\ba\b/su);
    expect(privacy.needsText).toContain("9");
    expect(privacy.guardianText).toMatch(/\bf\b/);
    expect(privacy.youngText).toContain("1050/2018");
    expect(privacy.youngText).toContain("13");
    for (const key of ["controllerText", "transfersNone", "choiceText", "rightsText", "complaintText", "cookiesText"])
      expect(privacy[key]?.length, key).toBeGreaterThan(40);
  });

  test("names every recipient: organisers, helpers, administrators, processors, recipients of numbers, and nobody else", () => {
    expect(privacy.recipientsText?.split("\n").filter((line) => line.startsWith("• "))).toHaveLength(6);
    expect(privacy.rightsText?.split("\n").filter((line) => line.startsWith("• "))).toHaveLength(5);
  });

  test("says that arrivals, acts of others for a party, holders of links, authors of texts, their drafts and tutors are kept", () => {
    expect(privacy.registrationText?.split("\n").filter((line) => line.startsWith("• "))).toHaveLength(9);
    const accounts = privacy.accountsText?.split("\n\n");
    expect(accounts).toHaveLength(3);
    expect(accounts?.at(-1)).toContain("vertaisryhmä");
    // Two exceptions stand beside what stays in the tab: what is never kept there, and what comes to us by itself.
    expect(privacy.draftText?.split(/[.؛;:]\s/).length).toBeGreaterThan(4);
  });

  test("gives the periods in the code", () => {
    expect(privacy.accountsText).toContain(String(LINK_VALID_FOR / MINUTE));
    expect(INVITATION_VALID_FOR).toBe(14 * DAY);
    expect(lifetime([])).toMatchObject({ whole: 7 * DAY });
    expect(privacy.cookieSession).toContain(String(lifetime(["staff"]).whole / HOUR));
  });
});

describe.each(LOCALE_CODES)("the accessibility statement in %s", (locale) => {
  const statement = words(locale, "Accessibility");

  test("has every part that Decision (EU) 2018/1523 requires", () => {
    expect(statement.scopeText).toMatch(/306\/2019/);
    for (const given of ["{address}", "{written}", "{tested}"]) expect(statement.scopeText).toContain(given);
    expect(statement.statusText).toMatch(/WCAG 2\.1[\s\S]*EN 301 549[\s\S]*WCAG 2\.2/);
    expect(statement.methodText).toContain("axe");
    expect(statement.authority).toContain("Traficom");
    expect(page("accessibility")).toContain("saavutettavuus@traficom.fi");
    expect(page("accessibility")).toContain("https://www.saavutettavuusvaatimukset.fi");
  });

  test("gives a reason and an alternative for each criterion that is not met", () => {
    const gaps = [...page("accessibility").matchAll(/gap\("(\d\.\d\.\d+)", t\("(\w+)"\)\)/g)];
    expect(gaps.length).toBeGreaterThan(0);
    for (const [, , key = ""] of gaps) expect(statement[key]?.split(/[.؟]\s/).length, key).toBeGreaterThan(2);
  });
});
