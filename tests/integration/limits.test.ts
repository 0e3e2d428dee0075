import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { changeRegistration, register } from "@/features/registration/commands";
import { canRegisterOthers } from "@/features/registration/policy";
import { db } from "@/platform/db/client";
import { allowFrom, consumeRateLimit, networkOf } from "@/platform/security/rate-limit";
import { createForum } from "../support/forums";
import { createLink } from "../support/links";
import { party } from "../support/parties";
import { helper, permitted } from "../support/permits";
import { pressUntilAnswered } from "../support/press";

const url = () => process.env.DATABASE_URL ?? "";

interface Sent {
  email?: string;
  phone?: string;
  people?: number;
  network?: string | null;
  form?: string;
}

/** The result of a stranger's form: `confirmed`, `waiting`, or the refusal. */
async function send(slug: string, { email, phone, people = 1, network = "192.0.2.1", form = randomUUID() }: Sent) {
  const result = await pressUntilAnswered(() =>
    register({
      slug,
      locale: "so",
      submission: form,
      acceptWaiting: true,
      registration: party(people, { email, phone }),
      from: { network },
    }),
  );
  return result.ok ? result.status : result.reason;
}

/** How often each answer came. */
function tally(answers: readonly string[]) {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

const times = (n: number) => Array.from({ length: n }, (_, i) => i);

test("one form makes one valid registration, three in all, and the same one however often it is sent", async () => {
  await createForum(url(), { slug: "yksi-lomake", capacity: 100 });
  const form = randomUUID();
  const answers = [];
  for (const n of times(10)) answers.push(await send("yksi-lomake", { form, email: `lomake${n}@example.org` }));
  expect(tally(answers)).toEqual({ confirmed: 1, already_registered: 9 });
  const again = await Promise.all(times(8).map(() => send("yksi-lomake", { form, email: "lomake0@example.org" })));
  expect(tally(again)).toEqual({ confirmed: 8 });
  expect(await db().registration.count({ where: { forum: { slug: "yksi-lomake" } } })).toBe(1);
  const anew = [];
  for (const n of times(10)) {
    await db().registration.updateMany({ where: { forum: { slug: "yksi-lomake" } }, data: { status: "cancelled" } });
    anew.push(await send("yksi-lomake", { form, email: `uusi${n}@example.org` }));
  }
  expect(tally(anew)).toEqual({ confirmed: 2, form_used: 8 });
});

test("a form sent again with a change leads to its registration, even if both are sent at once", async () => {
  await createForum(url(), { slug: "takaisin" });
  const form = randomUUID();
  const press = (people: number) =>
    register({ slug: "takaisin", locale: "so", submission: form, acceptWaiting: true, registration: party(people) });
  const answers = await Promise.all([press(1), press(2), press(1), press(2)]);
  const made = answers.filter((answer) => answer.ok);
  const led = answers.filter((answer) => !answer.ok && answer.reason === "already_registered");
  expect([made.length, led.length]).toEqual([2, 2]);
  expect(new Set(answers.map((answer) => "token" in answer && answer.token)).size).toBe(1);
  expect(await db().registration.count({ where: { forum: { slug: "takaisin" } } })).toBe(1);
});

test("200 forms from one address leave a quarter of the forum to others, and the count restarts after a day", async () => {
  await createForum(url(), { slug: "tungos", capacity: 40 });
  const answers = await Promise.all(times(200).map((n) => send("tungos", { email: `tungos${n}@example.org` })));
  expect(tally(answers)).toEqual({ confirmed: 30, network_many: 170 });
  expect(await send("tungos", { email: "muu@example.org", network: "192.0.2.2", people: 8 })).toBe("confirmed");
  // Refused registrations do not count: a smaller party still finds the rest.
  await createForum(url(), { slug: "pieni", capacity: 24 });
  expect(await send("pieni", { email: "p1@example.org", people: 8 })).toBe("confirmed");
  expect(await send("pieni", { email: "p2@example.org", people: 8 })).toBe("confirmed");
  expect(await send("pieni", { email: "p3@example.org", people: 3 })).toBe("network_many");
  expect(await send("pieni", { email: "p3@example.org", people: 2 })).toBe("confirmed");
  await db().$executeRaw`UPDATE "RateLimit" SET "expiresAt" = now() - interval '1 second'`;
  expect(await send("pieni", { email: "p4@example.org", people: 3 })).toBe("confirmed");
});

test("ten addresses of one /64 are one stranger, and so are an IPv4 address and its IPv6 form", async () => {
  await createForum(url(), { slug: "kuusi", capacity: 20 });
  const from = (address: string, n: number) =>
    send("kuusi", {
      email: `kuusi${address}${n}@example.org`.replaceAll(":", ""),
      network: networkOf(address),
      people: 2,
    });
  const answers = [];
  for (const n of times(10)) answers.push(await from(`2001:db8:5:5:${n}::${n}`, n));
  expect(tally(answers)).toEqual({ confirmed: 8, network_many: 2 });
  expect(await from("2001:db8:5:6::1", 0)).toBe("confirmed");
  const limit = { act: "mapped", times: 1, within: 60 };
  expect(await allowFrom(limit, networkOf("192.0.2.9"))).toBe(true);
  expect(await allowFrom(limit, networkOf("::ffff:192.0.2.9"))).toBe(false);
});

test("a party that grows takes from the same share", async () => {
  await createForum(url(), { slug: "kasvu", capacity: 24 });
  const answers = [];
  for (const n of times(4)) {
    const made = await register({
      slug: "kasvu",
      locale: "so",
      submission: randomUUID(),
      acceptWaiting: false,
      registration: party(1, { email: `kasvu${n}@example.org` }),
      from: { network: "192.0.2.3" },
    });
    if (!made.ok) throw new Error(made.reason);
    const registration = party(7, { email: `kasvu${n}@example.org` });
    const { token } = made;
    const changed = await changeRegistration({
      token,
      revision: 1,
      locale: "so",
      registration,
      from: { network: "192.0.2.3" },
    });
    answers.push(changed.ok ? "changed" : changed.reason);
  }
  expect(answers).toEqual(["changed", "changed", "network_many", "network_many"]);
});

test("of 30 forms with one victim's address six are accepted, whatever stands after a plus, and twelve from all networks", async () => {
  await createForum(url(), { slug: "uhri", capacity: 500 });
  const answers = [];
  for (const n of times(30)) answers.push(await send("uhri", { email: `uhri+${n}@example.org` }));
  expect(tally(answers)).toEqual({ confirmed: 6, email_many: 24 });
  const elsewhere = [];
  for (const n of times(30))
    elsewhere.push(await send("uhri", { email: "uhri@example.org", network: `198.51.100.${n}` }));
  expect(tally(elsewhere)).toEqual({ confirmed: 6, email_many: 24 });
  const texts = [];
  for (const n of times(30)) texts.push(await send("uhri", { phone: "040 123 4567", email: `eri${n}@example.org` }));
  expect(tally(texts)).toEqual({ confirmed: 6, phone_many: 24 });
  expect(await db().notification.count({ where: { recipient: { startsWith: "uhri" } } })).toBe(12);
});

test("repeated changes write to nobody more than twelve times a day", async () => {
  await createForum(url(), { slug: "mieli", capacity: 20 });
  const from = { network: "192.0.2.4" };
  const asked = (n: number) => party(1 + (n % 2), { email: "mieli@example.org" });
  const made = await register({
    slug: "mieli",
    locale: "so",
    submission: randomUUID(),
    acceptWaiting: false,
    registration: asked(1),
    from,
  });
  if (!made.ok) throw new Error(made.reason);
  const answers = [];
  for (const n of times(20)) {
    const change = { token: made.token, revision: n + 1, locale: "so" as const, registration: asked(n) };
    const result = await changeRegistration({ ...change, from });
    answers.push(result.ok ? "changed" : result.reason);
  }
  expect(tally(answers)).toEqual({ changed: 12, changed_meanwhile: 7, email_many: 1 });
});

test("a class of thirty behind one address gets into an evening of forty, each with three attempts", async () => {
  await createForum(url(), { slug: "luokka", capacity: 40 });
  const answers = await Promise.all(
    times(30).map(async (n) => {
      const pupil = { form: randomUUID(), phone: n < 6 ? "040 555 1234" : undefined, network: "192.0.2.30" };
      const tries = [];
      // As the action counts: each attempt of the form, and then the registration.
      for (const _ of times(3)) {
        const attempt = await allowFrom({ act: "register", times: 200, within: 600 }, pupil.network);
        tries.push(attempt && (await send("luokka", { ...pupil, email: `oppilas${n}@example.org` })));
      }
      return tries;
    }),
  );
  expect(answers.flat().every((answer) => answer === "confirmed")).toBe(true);
  expect(await db().registration.count({ where: { forum: { slug: "luokka" } } })).toBe(30);
});

test("a peer tutor registers forty families from one page and with one phone", async () => {
  const forumId = await createForum(url(), { slug: "vertainen", capacity: 200 });
  await createLink(url(), "helper");
  const { id } = await db().accessLink.findFirstOrThrow({ where: { kind: "helper" } });
  const permit = permitted(canRegisterOthers, { forumId }, helper(id, null));
  const form = randomUUID();
  for (const n of times(40)) {
    const result = await register({
      slug: "vertainen",
      locale: "so",
      submission: form,
      acceptWaiting: false,
      registration: party(4, { phone: "040 777 1234", email: n % 2 ? `perhe${n}@example.org` : undefined }),
      helper: permit,
      from: { network: "192.0.2.40" },
    });
    expect(result).toMatchObject({ ok: true, status: "confirmed" });
  }
});

test("if strangers cannot be told apart, all of them together have a higher limit than one", async () => {
  await createForum(url(), { slug: "kaikki", capacity: 20 });
  const answers = await Promise.all(
    times(20).map((n) => send("kaikki", { email: `kaikki${n}@example.org`, network: null })),
  );
  expect(tally(answers)).toEqual({ confirmed: 20 });
  const limit = { act: "many", times: 1, within: 60 };
  const taken = [];
  for (const _ of times(21)) taken.push(await allowFrom(limit, null));
  expect(taken.filter(Boolean)).toHaveLength(20);
  expect(await consumeRateLimit({ ...limit, act: "one" }, "x")).toBe(true);
});
