import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AUDIT } from "@/contributions/audit";
import { NOTIFICATIONS } from "@/contributions/notifications";
import { QUEUES } from "@/contributions/queues";
import { TEST_SECRET } from "../support/secret";

// These words are stored in databases, in sent messages or in waiting jobs: renaming one in the code would break links,
// lose jobs or make old entries unreadable. Add to these lists, but never change them. New words are for display only.

test("the words from which links, codes and secrets are derived never change", () => {
  const purposes = globSync("src/**/*.ts").flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(/(derive(?:Token|Secret|Digits|Word)|pseudonymise)\(\s*(["`][^"`]+["`])/g),
    ].map(([, by, purpose = ""]) => `${by} ${purpose.slice(1, -1).replace(/\$\{\w+\}/, "*")}`),
  );
  expect([...new Set(purposes)].sort()).toEqual([
    "deriveDigits sign-in-code",
    "deriveSecret demo-totp",
    "deriveSecret totp",
    "deriveToken draft-media",
    "deriveToken group-member",
    "deriveToken group-wish",
    "deriveToken invitation",
    "deriveToken link:*",
    "deriveToken registration",
    "deriveToken sign-in",
    "deriveWord recovery",
    "pseudonymise address",
    "pseudonymise group-message",
  ]);
});

test("a link sent earlier still opens the same thing", async () => {
  process.env.DATABASE_URL ??= "postgresql://localhost/none";
  process.env.APP_URL ??= "https://omapolku.test";
  process.env.APP_SECRET = TEST_SECRET;
  process.env.DATA_KEY ??= Buffer.alloc(32, 7).toString("base64");
  process.env.DEMO = "true";
  const { deriveDigits, deriveToken, deriveWord, hashToken } = await import("@/platform/security/tokens");
  const id = "0198c0de-0000-7000-8000-000000000001";
  expect([
    deriveToken("registration", id),
    deriveToken("link:helper", id),
    deriveToken("link:coordinator", id),
    deriveToken("link:translator", id),
    deriveToken("link:door", id),
    deriveToken("link:preview", id),
    deriveToken("invitation", id),
    deriveDigits("sign-in-code", id),
    deriveWord("recovery", `${id}:0`),
    hashToken("token").toString("hex"),
  ]).toMatchInlineSnapshot(`
    [
      "v6iKxiQclNzHff1hlbBajOOS004",
      "mtW8jPBF1FfqoKT9COXNihxrVGc",
      "aC4wBSbq3CuYyn-oKjw6d2RXrHA",
      "v7Twb6Cp72D9zr_vo_7bJVYFqkc",
      "XQcQW4-BXTpTKu0KlR1YzhW0hWA",
      "ZLq3vgBP4DOwfoc9ebWpcNYmJBc",
      "0NOmaar2rnoxl2HMNQqK46Sajqw",
      "261377",
      "O3KP4Z3BQO",
      "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0",
    ]
  `);
});

test("queues keep their names, because jobs wait in them", () => {
  expect(Object.keys(QUEUES)).toEqual(
    expect.arrayContaining([
      "deliver-message",
      "anonymise-registrations",
      "expire-offers",
      "note-refused-address",
      "announce-forum",
      "send-reminders",
      "queue-waiting-sms",
      "forget-limits",
      "forget-sign-ins",
      "forget-audit-entries",
      "forget-text-drafts",
    ]),
  );
});

test("messages keep their template names, because they wait in the outbox", () => {
  expect(Object.keys(NOTIFICATIONS)).toEqual(
    expect.arrayContaining([
      "registration_confirmed",
      "registration_waiting",
      "registration_promoted",
      "registration_changed",
      "registration_cancelled",
      "link_renewed",
      "address_changed",
      "address_refused",
      "offer_made",
      "offer_expired",
      "reminder_week",
      "reminder_day",
      "forum_changed",
      "programme_changed",
      "session_moved",
      "session_clashes",
      "staff_session_moved",
      "forum_cancelled",
      "interpretation_confirmed",
      "interpretation_not_available",
      "staff_interpretation_demand",
      "staff_forum_changed",
      "staff_forum_cancelled",
      "forum_announced",
      "sign_in",
      "invitation",
      "account_security",
      "group_wish_met",
      "group_meeting_cancelled",
      "group_meeting_moved",
      "group_meeting_restored",
      "group_message",
    ]),
  );
});

test("the audit log keeps its words", () => {
  const words = Object.entries(AUDIT).map(([action, subject]) => `${subject} ${action}`);
  expect(words).toEqual(
    expect.arrayContaining([
      "forum limits_set",
      "forum language_decided",
      "forum forum_moved",
      "forum forum_cancelled",
      "forum session_left_out",
      "forum forum_closed",
      "forum session_added",
      "forum session_changed",
      "forum forum_announced",
      "forum call_made",
      "registration registered_on_behalf",
      "registration registration_erased",
      "registration places_released",
      "link link_created",
      "link link_revoked",
      "invitation invitation_sent",
      "invitation invitation_withdrawn",
      "invitation invitation_accepted",
      "user account_created",
      "user signed_in",
      "user signed_out",
      "user signed_out_everywhere",
      "user second_factor_added",
      "user second_factor_shown",
      "user second_factor_refused",
      "user second_factor_removed",
      "user recovery_codes_made",
      "user duties_changed",
      "user locked",
      "user unlocked",
      "user sessions_revoked",
      "user data_exported",
      "user account_erased",
    ]),
  );
});
