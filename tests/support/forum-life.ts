import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import { expect } from "vitest";
import { LETTERS } from "@/contributions/letters";
import { system } from "@/features/access/schema";
import { cancelForum, leaveOutSession, moveForum, sendReminders, setLimits } from "@/features/forum-changes/commands";
import { canChangeForum, canLimitForum } from "@/features/forum-changes/policy";
import { decideLanguage } from "@/features/interpretation/commands";
import { canDecideInterpretation } from "@/features/interpretation/policy";
import { deliverNotification } from "@/features/notifications/commands";
import { canMakeCalls } from "@/features/notifications/policy";
import { composeMessage as compose } from "@/features/notifications/queries";
import { anonymiseRegistrations, eraseRegistration, setConsent, stopLaterForums } from "@/features/privacy/commands";
import { cancelRegistration, changeRegistration, register, renewLink } from "@/features/registration/commands";
import { valuesOf } from "@/features/registration/components/form/form-values";
import { findTicket } from "@/features/registration/queries";
import { parseRegistration, type RegistrationSchema } from "@/features/registration/schema";
import { answerOffer, expireOffers, queueAgain } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { listCalls } from "./call-list";
import { createForum } from "./forums";
import type { MailServer } from "./mail-server";
import { party } from "./parties";
import { forumSubject, permitted } from "./permits";
import type { startSmsGateway } from "./sms-gateway";
import { whereabouts } from "./whereabouts";

// One forum's life on a real database, step by step, with checks after each step. The model is deliberately small: it
// knows who registered, who gave up and who is forgotten, and decides what a new party gets by counting chairs. For the
// rest it checks what holds under any rules. It imports no rule of the portal.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Kind = "seats" | "session" | "childcare";
type Status = "held" | "offered" | "waiting" | "lapsed";
type Places = Record<string, number>;
type Role = "parent" | "student" | "expert";
type Age = "adult" | "from_13_to_17" | "under_13";
type Contact = "mail" | "phone" | "both" | "call" | "paper";

interface PersonAsked {
  role: Role;
  age: Age;
  /** Which of the forum's tables; null for none. */
  table: number | null;
}

/** What can happen to a forum. `who` and `which` are indexes modulo the number of candidates. */
export type Step =
  | {
      does: "register";
      people: PersonAsked[];
      children: number[];
      maySplit: boolean;
      contact: Contact;
      later: boolean;
      needs: boolean;
    }
  | { does: "save" | "cancel" | "queueAgain" | "erase" | "newLink"; who: number }
  | { does: "answer"; who: number; which: number; answer: "accept" | "decline" }
  | { does: "join"; who: number; person: PersonAsked }
  | { does: "leave" | "rename"; who: number; which: number }
  | { does: "table"; who: number; which: number; table: number | null }
  | { does: "split" | "address"; who: number }
  | { does: "children"; who: number; children: number[] }
  | { does: "consent"; who: number; kind: "photos" | "diet_health" | "later_forums"; given: boolean }
  | {
      does: "limits";
      capacity: number | null;
      childcare: number | null;
      tables: (number | null)[];
      experts: number | null;
    }
  | { does: "move"; inHours: number; minutes: number; online: boolean }
  | { does: "leaveOut"; which: number }
  | { does: "interpreter"; state: "requested" | "confirmed" | "not_available" }
  | { does: "pass"; hours: number }
  | { does: "worker" | "night" | "cancelForum" | "settle" }
  | { does: "mail" | "sms"; works: boolean }
  | { does: "send"; order: "oldest" | "newest" };

export interface Beginning {
  capacity: number | null;
  childcare: number | null;
  tables: (number | null)[];
  experts: number | null;
  inDays: number;
}

interface ModelParty {
  id: string;
  token: string;
  /** Words that only this party's data contains: names, addresses, numbers, including former ones. */
  words: string[];
  names: string[];
  contact: Contact;
  cancelled: boolean;
  gone: boolean;
  everSeated: boolean;
  /** It was registered at the forum's last move and has not been told yet. */
  owedMove: boolean;
  /** A decision about their interpreter of which they have not been told yet. */
  owedInterpreter: "confirmed" | "not_available" | null;
}

/** What has happened so far, as far as it affects what may happen next. */
export interface Model {
  parties: ModelParty[];
  forumCancelled: boolean;
}

export interface Servers {
  mail: MailServer;
  sms: Awaited<ReturnType<typeof startSmsGateway>>;
}

interface ClaimSeen {
  id: string;
  kind: Kind;
  sessionId: string | null;
  position: number | null;
  needs: Places;
  status: Status;
  turn: number;
  offerId: string | null;
}

interface PersonSeen {
  name: string;
  role: string;
  age: Age;
  seat: Status | null;
  tables: Record<string, Status | null>;
}

/** A message as it reached a party, on any channel. */
interface Arrived {
  registrationId: string;
  channel: "email" | "sms";
  subject: string;
  text: string;
  calendar: string | null;
}

/** Everybody's spoken language: not one of the portal's, so that messages are in Finnish. */
const SPOKEN = "ti";

/** The beginnings of subjects in Finnish, longest first if one is the beginning of another. */
const SUBJECTS = {
  "Sinulla on paikka": "place",
  "Sait paikan": "place",
  "Sinulle vapautui lisää": "more",
  "Olet jonossa": "waiting",
  "Ilmoittautumistasi muutettiin": "changed",
  "Ilmoittautumisesi on peruttu": "cancelled",
  "Yhteystietosi muutettiin": "elsewhere",
  "Linkkisi on uusi": "link",
  "Sinulle on vapaa paikka": "offer",
  "Paikka meni toiselle": "expired",
  "Vastausaika meni ohi": "expiredMore",
  "Viikon kuluttua": "week",
  Pian: "day",
  "Uusi aika tai paikka": "moved",
  "Osa ohjelmasta jää pois": "programme",
  Peruttu: "forumCancelled",
  "Tulkki tulee (ትግርኛ)": "interpreter",
  "Ei tulkkia (ትግርኛ)": "noInterpreter",
} as const;
type Said = (typeof SUBJECTS)[keyof typeof SUBJECTS];

function saidBy(subject: string): Said {
  const found = Object.entries(SUBJECTS).find(([words]) => subject.startsWith(`${words}:`));
  if (!found) throw new Error(`nobody knows the subject ${subject}`);
  return found[1];
}

const claimKey = ({ kind, sessionId, position }: ClaimSeen) => `${kind} ${sessionId} ${position}`;
const isActive = (status: string) => status === "confirmed" || status === "offered" || status === "waiting";
const takes = ({ status }: { status: Status | null }) => status === "held" || status === "offered";
const isWithin = (a: Places, b: Places) => Object.entries(a).every(([pool, n]) => n <= (b[pool] ?? 0));

function add(to: Places, needs: Places): void {
  for (const [pool, n] of Object.entries(needs)) to[pool] = (to[pool] ?? 0) + n;
}

let born = 0;
/** A name that is not part of any other. */
const newName = () => `Nimi${String(++born).padStart(6, "0")}x`;
const newEmail = () => `${newName()}@example.org`.toLowerCase();
const newPhone = () => `+35840${String(1_000_000 + ++born)}`;

/** One forum, the servers that receive its messages, and what the model knows about it. */
export class ForumLife {
  readonly model: Model = { parties: [], forumCancelled: false };
  private readonly arrived: Arrived[] = [];
  private readonly sequences = new Map<string, { uid: string; sequence: number }>();
  private mailsRead = 0;
  private smsRead = 0;

  private constructor(
    private readonly url: string,
    private readonly servers: Servers,
    readonly forumId: string,
    readonly slug: string,
  ) {}

  static async begin(url: string, servers: Servers, beginning: Beginning): Promise<ForumLife> {
    const { capacity, childcare, tables, experts, inDays } = beginning;
    const slug = `elama-${++born}`;
    const roles: Record<string, number> = experts === null ? {} : { expert: experts };
    const forum = { slug, capacity, childcare, tables, roles, inDays, closesInDays: inDays - 0.5, serves: true };
    const id = await createForum(url, forum);
    // The other venue to which forums move.
    await createForum(url, { slug: `${slug}-verkossa`, status: "draft", onlineUrl: null });
    const life = new ForumLife(url, servers, id, slug);
    life.mailsRead = servers.mail.mails.length;
    life.smsRead = servers.sms.taken.length;
    return life;
  }

  /** Removes the forum, whatever became of it, and makes every server answer again. */
  async end(): Promise<void> {
    this.servers.mail.busy = false;
    this.servers.sms.refuse = 0;
    await db().$executeRaw`UPDATE "Forum" SET status = 'draft' WHERE id = ${this.forumId}::uuid`;
    await db().$executeRaw`DELETE FROM pgboss.job WHERE name = 'deliver-message'`;
  }

  private at(who: number): ModelParty {
    const found = this.model.parties[who % this.model.parties.length];
    if (!found) throw new Error("nobody is there");
    return found;
  }

  // ---- What is there

  /** The forum and its parties as stored in the database, as plain objects. */
  private async look() {
    const where = { forumId: this.forumId };
    const [forum, interpretation, registrations] = await Promise.all([
      db().forum.findUniqueOrThrow({
        where: { id: this.forumId },
        include: { sessions: { orderBy: { position: "asc" } }, roleLimits: true },
      }),
      db().forumLanguage.findUnique({
        where: { forumId_language: { forumId: this.forumId, language: SPOKEN } },
        select: { state: true },
      }),
      db().registration.findMany({
        where,
        include: {
          participants: { orderBy: { position: "asc" } },
          claims: { orderBy: { turn: "asc" } },
          offers: { orderBy: { madeAt: "asc" } },
        },
        orderBy: { arrival: "asc" },
      }),
    ]);
    const limits: Places = { childcare: forum.childcareCapacity ?? 0 };
    if (forum.capacity !== null) limits.forum = forum.capacity;
    for (const { id, capacity } of forum.sessions) if (capacity !== null) limits[`session:${id}`] = capacity;
    for (const { role, capacity } of forum.roleLimits) limits[`role:${role}`] = capacity;
    const taken: Places = {};
    const parties = registrations.map((row) => {
      const claims = row.claims as unknown as ClaimSeen[];
      for (const claim of claims) if (takes(claim)) add(taken, claim.needs);
      // In a split party, a child below 13 shares the first adult's seat.
      const adult = row.participants.findIndex(({ ageGroup }) => ageGroup === "adult");
      const standing = (kind: Kind, position: number, sessionId: string | null) =>
        claims.find(
          (claim) =>
            claim.kind === kind &&
            claim.sessionId === sessionId &&
            (claim.position === null || claim.position === position),
        )?.status ?? null;
      const people = row.participants.map(({ name, role, ageGroup, sessionIds }, n): PersonSeen => {
        const position = ageGroup === "under_13" && adult >= 0 ? adult : n;
        return {
          name,
          role,
          age: ageGroup,
          seat: standing("seats", position, null),
          tables: Object.fromEntries(sessionIds.map((id) => [id, standing("session", position, id)])),
        };
      });
      const open = row.offers.filter(({ outcome }) => outcome === null);
      const interpreted = row.participants.some(({ needsInterpretation }) => needsInterpretation);
      return { ...row, claims, people, open, interpreted, care: standing("childcare", 0, null) };
    });
    const now = Date.now();
    const over = forum.endsAt.getTime() <= now;
    const begun = forum.startsAt.getTime() <= now;
    const interpreter = interpretation?.state ?? null;
    return { forum, parties, limits, taken, over, begun, interpreter, on: forum.status === "published" };
  }

  /** Everything stored about a party, and every message that waits. */
  private async frozen(id: string): Promise<string> {
    const rows = await db().registration.findUniqueOrThrow({
      where: { id },
      include: {
        participants: { orderBy: { position: "asc" } },
        claims: { orderBy: { id: "asc" } },
        offers: { orderBy: { id: "asc" } },
        consents: { orderBy: { id: "asc" } },
        events: { orderBy: { id: "asc" } },
        notifications: { orderBy: { id: "asc" } },
      },
    });
    const [jobs] = await db().$queryRaw<{ count: bigint }[]>`SELECT count(*) FROM pgboss.job`;
    return JSON.stringify([rows, jobs], (_, value) => (typeof value === "bigint" ? String(value) : value), 1);
  }

  // ---- What happens

  /** Does one step, and checks that everything is in order. */
  async step(step: Step): Promise<void> {
    const before = await this.look();
    const told = this.arrived.length;
    await this.happen(step, before);
    await this.check(step, before);
    if (step.does === "send") await this.checkArrived(told);
  }

  private async happen(step: Step, before: Awaited<ReturnType<ForumLife["look"]>>): Promise<void> {
    const by = system("test");
    switch (step.does) {
      case "register":
        return this.signUp(step, before);
      case "save":
        return this.save(this.at(step.who), before);
      case "join":
      case "leave":
      case "rename":
      case "table":
      case "split":
      case "address":
      case "children":
        return this.change(step, before);
      case "cancel": {
        const party = this.at(step.who);
        const result = await cancelRegistration({ token: party.token });
        if (party.gone) expect(result).toMatchObject({ reason: "not_found" });
        else if (before.over && !party.cancelled) expect(result).toMatchObject({ reason: "closed" });
        else {
          expect(result.ok).toBe(true);
          party.cancelled = true;
        }
        return;
      }
      case "answer":
        return this.answer(step, before);
      case "queueAgain": {
        const party = this.at(step.who);
        const lapsed = before.parties
          .find(({ id }) => id === party.id)
          ?.claims.some(({ status }) => status === "lapsed");
        const result = await queueAgain({ token: party.token });
        // Its ticket showed decisions made while it was out of the queue.
        if (result.ok && lapsed) party.owedInterpreter = null;
        const after = await db().claim.count({ where: { registrationId: party.id, status: "lapsed" } });
        if (result.ok && lapsed) expect(after, "still out of the queue").toBe(0);
        return;
      }
      case "erase": {
        const party = this.at(step.who);
        const result = await eraseRegistration({ token: party.token, by });
        if (!result.ok) return expect(party.gone).toBe(true);
        if (!before.over) party.cancelled = true;
        party.gone = true;
        expect(await whereabouts(this.url, party.words), "traces of who was erased").toEqual([]);
        return;
      }
      case "newLink": {
        const party = this.at(step.who);
        const result = await renewLink({ token: party.token });
        expect(result.ok).toBe(!party.gone);
        if (result.ok) party.token = result.token;
        return;
      }
      case "consent": {
        const { who, kind, given } = step;
        await setConsent({ token: this.at(who).token, kind, given, locale: "fi" });
        return;
      }
      case "limits": {
        const { capacity, childcare, tables, experts } = step;
        const sessions = before.forum.sessions.map(({ id, position }) => [id, tables[position] ?? null]);
        const limits = { capacity, childcareCapacity: childcare, sessions: Object.fromEntries(sessions) };
        const roles = { expert: experts };
        const result = await setLimits(permitted(canLimitForum, forumSubject(this.forumId)), { ...limits, roles });
        expect(result.ok).toBe(childcare !== null || (before.taken.childcare ?? 0) === 0);
        return;
      }
      case "move": {
        const startsAt = new Date(Date.now() + step.inHours * HOUR);
        const endsAt = new Date(startsAt.getTime() + step.minutes * 60_000);
        const venueSlug = step.online ? "testiverkko" : "testitalo";
        const to = { startsAt, endsAt, venueSlug };
        const result = await moveForum(permitted(canChangeForum, forumSubject(this.forumId)), to);
        expect(result.ok).toBe(before.on && !before.over);
        if (result.ok) for (const party of this.model.parties) party.owedMove = !party.cancelled && !party.gone;
        return;
      }
      case "leaveOut": {
        const { sessions } = before.forum;
        const session = sessions[step.which % Math.max(1, sessions.length)];
        if (!session) return;
        const permit = permitted(canChangeForum, forumSubject(this.forumId));
        const result = await leaveOutSession(permit, { sessionId: session.id });
        expect(result.ok).toBe(before.on && !before.over);
        const left = await db().forumSession.count({ where: { id: session.id } });
        expect(left, "a part that was left out").toBe(result.ok ? 0 : 1);
        return;
      }
      case "interpreter": {
        const permit = permitted(canDecideInterpretation, forumSubject(this.forumId));
        const decision = { language: SPOKEN, state: step.state, threshold: null, deadlineAt: null } as const;
        expect((await decideLanguage(permit, decision)).ok).toBe(true);
        if (step.state === "requested" || step.state === before.interpreter) return;
        for (const { id, interpreted, status } of before.parties) {
          const party = this.model.parties.find((each) => each.id === id);
          if (party && !party.gone && interpreted && isActive(status)) party.owedInterpreter = step.state;
        }
        return;
      }
      case "cancelForum": {
        const result = await cancelForum(permitted(canChangeForum, forumSubject(this.forumId)));
        expect(result.ok).toBe(before.forum.status === "cancelled" || (before.on && !before.over));
        if (result.ok) this.model.forumCancelled = true;
        return;
      }
      case "pass":
        return this.pass(step.hours);
      case "worker":
        await expireOffers();
        await sendReminders();
        return;
      case "night":
        return this.night(before);
      case "mail":
        this.servers.mail.busy = !step.works;
        return;
      case "sms":
        this.servers.sms.refuse = step.works ? 0 : 503;
        return;
      case "send":
        return this.send(step.order);
      case "settle":
        return this.settle();
    }
  }

  private sessionOf(table: number | null, { forum }: Awaited<ReturnType<ForumLife["look"]>>): string[] {
    const session = table === null ? undefined : forum.sessions[table % Math.max(1, forum.sessions.length)];
    return session ? [session.id] : [];
  }

  private async signUp(
    step: Extract<Step, { does: "register" }>,
    before: Awaited<ReturnType<ForumLife["look"]>>,
  ): Promise<void> {
    const { contact, children, maySplit, later, needs } = step;
    // The form requires an adult for children below 13.
    const adults = step.people.some(({ age }) => age === "adult");
    const asked = step.people.map((one) =>
      one.age === "under_13" && !adults ? { ...one, age: "adult" as const } : one,
    );
    const names = asked.map(newName);
    const email = contact === "mail" || contact === "both" ? newEmail() : "";
    const phone = contact === "mail" || contact === "paper" ? "" : newPhone();
    const note = newName();
    const people = asked.map(({ role, age, table }, n) => ({
      role,
      age,
      sessions: this.sessionOf(table, before),
      language: SPOKEN,
      interpretation: n === 1,
      ...(needs && n === 0 && { needs: { note, diet: ["halal" as const], access: [] } }),
    }));
    const consents = { diet_health: needs, later_forums: later };
    const contactWay = contact === "call" ? ("call" as const) : ("read" as const);
    const form = party(people, { email, phone, ages: children, contactWay, messageLocale: "fi", maySplit, consents });
    const registration = { ...form, people: form.people.map((one, n) => ({ ...one, name: names[n] ?? "" })) };
    const result = await register({
      slug: this.slug,
      locale: "fi",
      submission: randomUUID(),
      acceptWaiting: true,
      registration,
    });
    const closes = before.forum.registrationClosesAt?.getTime() ?? 0;
    expect(result.ok, "takes registrations").toBe(before.on && !before.over && closes >= Date.now());
    if (!result.ok) return;
    const ticket = await findTicket("fi", result.token);
    if (!ticket) throw new Error("no ticket");
    const words = [...names, note, email, phone.slice(4)].filter(Boolean);
    this.model.parties.push({
      id: ticket.id,
      token: result.token,
      words,
      names,
      contact,
      cancelled: false,
      gone: false,
      everSeated: false,
      owedMove: false,
      owedInterpreter: null,
    });
    const got = (await this.look()).parties.find(({ id }) => id === ticket.id);
    expect(
      got?.people.map(({ seat, tables }) => [seat, Object.values(tables)]),
      "what a party gets at the door",
    ).toEqual(this.atTheDoor(registration, before).people);
    expect(got?.care ?? null).toBe(this.atTheDoor(registration, before).care);
  }

  /** What a party gets on arrival, by counting chairs: together or not at all, unless it may be split. */
  private atTheDoor(
    { people, childAges, maySplit }: RegistrationSchema,
    { limits, taken, forum }: Awaited<ReturnType<ForumLife["look"]>>,
  ) {
    const free = (pool: string, wanted: number) =>
      limits[pool] === undefined || (used[pool] ?? 0) + wanted <= (limits[pool] ?? 0);
    const used = { ...taken };
    const adult = people.findIndex(({ age }) => age === "adult");
    const groupOf = people.map(({ age }, n) => (!maySplit ? 0 : age === "under_13" ? adult : n));
    const groups = [...new Set(groupOf.toSorted((a, b) => a - b))];
    const give = (needs: Places) => {
      if (!Object.entries(needs).every(([pool, n]) => free(pool, n))) return false;
      add(used, needs);
      return true;
    };
    const seated = new Set(
      groups.filter((group) => {
        const needs: Places = {};
        for (const [n, { role }] of people.entries())
          if (groupOf[n] === group) add(needs, { forum: 1, [`role:${role}`]: 1 });
        return give(needs);
      }),
    );
    const tables = new Map<string, Status>();
    for (const group of groups) {
      const members = people.filter((_, n) => groupOf[n] === group);
      for (const id of new Set(members.flatMap(({ sessions }) => sessions))) {
        const needs = { [`session:${id}`]: members.filter(({ sessions }) => sessions.includes(id)).length };
        tables.set(`${group} ${id}`, seated.has(group) && give(needs) ? "held" : "waiting");
      }
    }
    const wanted = forum.childcareCapacity === null ? 0 : childAges.length;
    return {
      people: people.map(({ sessions }, n) => [
        seated.has(groupOf[n] ?? 0) ? "held" : "waiting",
        sessions.map((id) => tables.get(`${groupOf[n]} ${id}`)),
      ]),
      care: wanted === 0 ? null : seated.size > 0 && give({ childcare: wanted }) ? "held" : "waiting",
    };
  }

  /** A party's form as it would be sent; null if its link opens nothing. */
  private async form(party: ModelParty): Promise<{ revision: number; registration: RegistrationSchema } | null> {
    const ticket = await findTicket("fi", party.token);
    expect(ticket === null, "a link opens a ticket").toBe(party.gone);
    if (!ticket || party.cancelled) return null;
    const parsed = parseRegistration(valuesOf("fi", ticket), "change");
    if (!parsed.ok) throw new Error(`the form as it is shown is refused: ${JSON.stringify(parsed.errors)}`);
    return { revision: ticket.revision, registration: parsed.input.registration };
  }

  private isOpen({ on, over, forum }: Awaited<ReturnType<ForumLife["look"]>>): boolean {
    return on && !over && (forum.registrationClosesAt?.getTime() ?? 0) >= Date.now();
  }

  private async save(party: ModelParty, before: Awaited<ReturnType<ForumLife["look"]>>): Promise<void> {
    const shown = await this.form(party);
    if (!shown) return;
    const were = await this.frozen(party.id);
    const result = await changeRegistration({ token: party.token, locale: "fi", ...shown, acceptWaiting: false });
    expect(await this.frozen(party.id), "an unchanged form changes something").toBe(were);
    if (this.isOpen(before)) expect(result, "an unchanged form is refused").toMatchObject({ ok: true });
  }

  private async change(
    step: Extract<Step, { does: "join" | "leave" | "rename" | "table" | "split" | "address" | "children" }>,
    before: Awaited<ReturnType<ForumLife["look"]>>,
  ): Promise<void> {
    const party = this.at(step.who);
    const shown = await this.form(party);
    if (!shown) return;
    const { registration } = shown;
    const { people } = registration;
    const which = "which" in step ? step.which % people.length : 0;
    const first = people[0];
    if (!first) throw new Error("nobody in the party");
    let next = registration;
    const renamed = new Map<string, string>();
    if (step.does === "join") {
      if (people.length === 8) return;
      const name = newName();
      const { role, age, table } = step.person;
      const needs = { diet: [], access: [], note: "" };
      const joined = {
        ...first,
        name,
        role,
        age,
        needs,
        interpretation: false,
        sessions: this.sessionOf(table, before),
      };
      next = { ...registration, people: [...people, joined] };
      party.words.push(name);
      party.names.push(name);
    }
    if (step.does === "leave") next = { ...registration, people: people.toSpliced(which, 1) };
    if (step.does === "rename") {
      const name = newName();
      renamed.set(people[which]?.name ?? "", name);
      next = { ...registration, people: people.with(which, { ...(people[which] ?? first), name }) };
      party.words.push(name);
      party.names.push(name);
    }
    if (step.does === "table") {
      const sessions = this.sessionOf(step.table, before);
      next = { ...registration, people: people.with(which, { ...(people[which] ?? first), sessions }) };
    }
    if (step.does === "split") next = { ...registration, maySplit: !registration.maySplit };
    if (step.does === "children") next = { ...registration, childAges: step.children };
    if (step.does === "address") {
      const { email, phone } = registration;
      next = { ...registration, email: email && newEmail(), phone: phone && newPhone() };
      party.words.push(...[next.email, next.phone?.slice(4)].filter((word) => word !== null && word !== undefined));
    }
    const child = next.people.some(({ age }) => age === "under_13");
    if (next.people.length === 0 || (child && !next.people.some(({ age }) => age === "adult"))) return;

    const were = await this.frozen(party.id);
    const command = { token: party.token, locale: "fi" as const, revision: shown.revision, registration: next };
    const result = await changeRegistration(command);
    if (!result.ok) {
      expect(await this.frozen(party.id), "a refused change changes something").toBe(were);
      if (this.isOpen(before)) expect(result.reason).toMatch(/^no_/);
      return;
    }
    // People who stay keep their seat, and their place at a table that they still choose.
    const now = (await this.look()).parties.find(({ id }) => id === party.id);
    for (const had of before.parties.find(({ id }) => id === party.id)?.people ?? []) {
      const has = now?.people.find(({ name }) => name === (renamed.get(had.name) ?? had.name));
      if (!has) continue;
      if (had.seat === "held") expect(has.seat, `${step.does}: ${had.name} had a seat`).toBe("held");
      for (const [id, status] of Object.entries(had.tables))
        if (status === "held" && id in has.tables)
          expect(has.tables[id], `${step.does}: ${had.name} had a table`).toBe("held");
    }
  }

  private async answer(
    step: Extract<Step, { does: "answer" }>,
    before: Awaited<ReturnType<ForumLife["look"]>>,
  ): Promise<void> {
    const party = this.at(step.who);
    const seen = before.parties.find(({ id }) => id === party.id);
    const offer = seen?.open[step.which % Math.max(1, seen.open.length)];
    if (!offer || party.gone) return;
    const result = await answerOffer({ token: party.token, offerId: offer.id, answer: step.answer });
    const inTime = offer.expiresAt.getTime() > Date.now();
    expect(result.ok, "an offer is answered").toBe(inTime && before.on && !before.begun);
    if (!result.ok) return;
    const offered = (seen?.claims ?? []).filter(({ offerId, status }) => offerId === offer.id && status === "offered");
    const after = (await this.look()).parties.find(({ id }) => id === party.id);
    const others = seen?.claims.some(
      ({ kind, status, offerId }) => kind === "seats" && offerId !== offer.id && status !== "lapsed",
    );
    if (step.answer === "decline" && !others) party.cancelled = true;
    else
      for (const claim of offered) {
        const status = after?.claims.find(({ id }) => id === claim.id)?.status;
        if (step.answer === "accept") expect(status).toBe("held");
        // If somebody declines their seat, their childcare and tables go back to the queue.
        else expect(status).not.toBe("held");
      }
  }

  /** Lets time pass: moves all the forum's timestamps back by this many hours. */
  private async pass(hours: number): Promise<void> {
    const columns = await db().$queryRaw<{ table: string; key: string; columns: string[] }[]>`
      SELECT c.table_name AS "table", k.column_name AS key, array_agg(c.column_name::text) AS columns
      FROM information_schema.columns c JOIN information_schema.columns k USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.udt_name = 'timestamptz' AND (c.table_name, k.column_name) IN (
        ('Forum', 'id'), ('Session', 'forumId'), ('ForumChange', 'forumId'), ('ForumLanguage', 'forumId'),
        ('Registration', 'forumId'), ('Offer', 'forumId'), ('Message', 'forumId'),
        ('Consent', 'registrationId'), ('RegistrationEvent', 'registrationId'))
      GROUP BY 1, 2`;
    for (const { table, key, columns: names } of columns) {
      const ids =
        key === "registrationId" ? `(SELECT id FROM "Registration" WHERE "forumId" = $1::uuid)` : "($1::uuid)";
      const set = names.map((name) => `"${name}" = "${name}" - make_interval(hours => $2)`).join(", ");
      await db().$executeRawUnsafe(`UPDATE "${table}" SET ${set} WHERE "${key}" IN ${ids}`, this.forumId, hours);
    }
  }

  private async night({ forum }: Awaited<ReturnType<ForumLife["look"]>>): Promise<void> {
    await anonymiseRegistrations();
    if (forum.endsAt.getTime() + 30 * DAY > Date.now()) return;
    for (const party of this.model.parties) party.gone = true;
    const names = this.model.parties.flatMap((party) => party.names);
    if (names.length > 0) expect(await whereabouts(this.url, names), "names after the night").toEqual([]);
  }

  // ---- Messages

  private async send(order: "oldest" | "newest"): Promise<void> {
    const rows = await db().notification.findMany({
      where: { forumId: this.forumId, sentAt: null, channel: { not: "call" }, recipient: { not: "" } },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    });
    for (const { id } of order === "oldest" ? rows : rows.toReversed())
      await deliverNotification(id, (message) => compose(LETTERS, message)).catch((error: Error) => {
        // A refusal by a server is tried again; any other error is a fault.
        if (!this.servers.mail.busy && !this.servers.sms.refuse) throw error;
      });
    await this.collect();
  }

  /** Collects what the servers have received since. */
  private async collect(): Promise<void> {
    const mails = this.servers.mail.mails.slice(this.mailsRead);
    const texts = this.servers.sms.taken.slice(this.smsRead);
    this.mailsRead += mails.length;
    this.smsRead += texts.length;
    const idOf = (messageId = "") => messageId.slice(1, messageId.indexOf("@"));
    const rows = await db().notification.findMany({
      where: { id: { in: [...mails.map((mail) => idOf(mail.messageId)), ...texts.map(({ body }) => body.id)] } },
      select: { id: true, registrationId: true },
    });
    const registrationOf = (id: string) => rows.find((row) => row.id === id)?.registrationId;
    for (const mail of mails) {
      const registrationId = registrationOf(idOf(mail.messageId));
      const calendar = mail.attachments[0]?.content.toString("utf8") ?? null;
      if (registrationId)
        this.arrived.push({
          registrationId,
          channel: "email",
          subject: mail.subject ?? "",
          text: mail.text ?? "",
          calendar,
        });
    }
    for (const { body } of texts) {
      const registrationId = registrationOf(body.id);
      const [subject = ""] = body.text.split("\n");
      if (registrationId)
        this.arrived.push({ registrationId, channel: "sms", subject, text: body.text, calendar: null });
    }
  }

  /** A message that has just arrived was true just now, because nothing has happened since. */
  private async checkArrived(from: number): Promise<void> {
    const { parties, forum, on, begun, over, interpreter } = await this.look();
    for (const { registrationId, channel, subject, text, calendar } of this.arrived.slice(from)) {
      const said = saidBy(subject);
      const row = parties.find(({ id }) => id === registrationId);
      const party = this.model.parties.find(({ id }) => id === registrationId);
      if (!row || !party) throw new Error("a message to nobody");
      const why = `${party.names[0]} is told: ${subject}`;
      if (said === "elsewhere") {
        // A stranger may read this by now, so it must contain no names and no way in.
        expect([party.gone, on, over, calendar], why).toEqual([false, true, false, null]);
        for (const secret of [...party.names, party.token]) expect(text, why).not.toContain(secret);
        continue;
      }
      const has = (status: Status) => row.people.some(({ seat }) => seat === status);
      const left = forum.startsAt.getTime() - Date.now();
      expect(party.gone, why).toBe(false);
      expect(party.cancelled, why).toBe(said === "cancelled" || (said === "forumCancelled" && party.cancelled));
      expect(over && said !== "cancelled", why).toBe(false);
      if (said !== "cancelled") expect(on, why).toBe(said !== "forumCancelled");
      if (said === "place" || said === "more" || said === "week" || said === "day") expect(has("held"), why).toBe(true);
      if (said === "waiting") expect([has("held"), has("offered"), has("waiting")], why).toEqual([false, false, true]);
      if (said === "offer")
        expect(
          row.open.some(({ expiresAt }) => expiresAt.getTime() > Date.now()),
          why,
        ).toBe(true);
      if (said === "expired") expect([has("held"), has("offered"), has("waiting")], why).toEqual([false, false, false]);
      if (said === "week") expect(left / DAY, why).toBeGreaterThan(5.99);
      if (said === "week" || said === "day" || said === "offer" || said === "waiting") expect(begun, why).toBe(false);
      if (said === "moved") party.owedMove = false;
      if (said === "interpreter" || said === "noInterpreter") {
        expect(interpreter, why).toBe(said === "interpreter" ? "confirmed" : "not_available");
        expect([row.interpreted, isActive(row.status), begun], why).toEqual([true, true, false]);
        party.owedInterpreter = null;
      }
      const ended = said === "cancelled" || said === "forumCancelled";
      if (channel === "email" && !ended) this.checkDetails(row, forum.sessions, text, why);
      if (calendar) this.checkCalendar(party, said, calendar);
      if (channel === "email") {
        const wanted = ended ? party.everSeated : has("held");
        expect(calendar !== null, `${why}: calendar`).toBe(wanted);
      }
    }
  }

  /** A letter names the people with a seat, a table and childcare, and the people who wait. */
  private checkDetails(
    row: Awaited<ReturnType<ForumLife["look"]>>["parties"][number],
    sessions: { id: string; position: number }[],
    text: string,
    why: string,
  ): void {
    const lines = text.split("\n");
    const named = (label: string) => {
      const line = lines.find((each) => each.startsWith(`${label}: `)) ?? "";
      return row.people.map(({ name }) => name).filter((name) => line.includes(name));
    };
    const seated = (status: Status) => row.people.filter(({ seat }) => seat === status).map(({ name }) => name);
    expect(named("Ketkä tulevat"), why).toEqual(seated("held"));
    expect(named("Jonossa"), why).toEqual(seated("waiting"));
    expect(named("Varattu, kunnes vastaat"), why).toEqual(seated("offered"));
    expect(named("Ei enää jonossa"), why).toEqual(seated("lapsed"));
    for (const { id, position } of sessions) {
      const title = `Pöytä ${position + 1} (fi)`;
      const own = lines.find((line) => line.startsWith(`Pöytä: ${title}: `) && !line.endsWith(")")) ?? "";
      const holding = row.people.filter(({ tables }) => tables[id] === "held").map(({ name }) => name);
      expect(
        row.people.map(({ name }) => name).filter((name) => own.includes(name)),
        `${why}: ${title}`,
      ).toEqual(holding);
    }
    const care = lines.find((line) => line.startsWith("Lastenhoito: ")) ?? "";
    expect(care !== "" && !/\((Jonossa|Varattu, kunnes vastaat|Ei enää jonossa)\)$/.test(care), why).toBe(
      row.care === "held",
    );
  }

  private checkCalendar(party: ModelParty, said: Said, content: string): void {
    const calendar = new ICAL.Component(ICAL.parse(content) as never);
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined);
    const method = calendar.getFirstPropertyValue("method");
    expect(method).toBe(said === "cancelled" || said === "forumCancelled" ? "CANCEL" : "PUBLISH");
    if (method === "CANCEL") expect(party.everSeated, "never had a seat").toBe(true);
    const last = this.sequences.get(party.id);
    if (last) {
      expect(event.uid).toBe(last.uid);
      expect(Number(event.sequence)).toBeGreaterThanOrEqual(last.sequence);
    }
    this.sequences.set(party.id, { uid: event.uid, sequence: Number(event.sequence) });
  }

  /** Every server answers again and everything is sent: now everybody must know what concerns them. */
  private async settle(): Promise<void> {
    this.servers.mail.busy = false;
    this.servers.sms.refuse = 0;
    await expireOffers();
    const from = this.arrived.length;
    await this.send("oldest");
    await this.checkArrived(from);
    const { parties, on, over, begun, interpreter } = await this.look();
    const unsent = { forumId: this.forumId, sentAt: null, channel: { not: "call" as const }, recipient: { not: "" } };
    expect(await db().notification.count({ where: unsent }), "left unsent").toBe(0);
    const calls = await listCalls(permitted(canMakeCalls, forumSubject(this.forumId)));
    for (const party of this.model.parties) {
      const row = parties.find(({ id }) => id === party.id);
      if (!row || party.gone || over) continue;
      // A message to an address that is no longer theirs told them nothing.
      const told = this.arrived.filter(
        ({ registrationId, subject }) => registrationId === party.id && saidBy(subject) !== "elsewhere",
      );
      const said = told.map(({ subject }) => saidBy(subject));
      const why = `${party.names[0]} (${party.contact}) was told ${said.join(", ")}`;
      const called = calls.filter(({ code }) => code === row.code).map(({ template }) => template as string);
      const inWriting = party.contact === "mail" || party.contact === "both" || party.contact === "phone";
      if (party.cancelled) {
        if (inWriting) expect(said, why).toContain("cancelled");
        expect(called, why).toEqual([]);
        continue;
      }
      if (this.model.forumCancelled) {
        if (inWriting) expect(said, why).toContain("forumCancelled");
        else expect(called, why).toEqual(["forum_cancelled"]);
        continue;
      }
      if (!on) continue;
      expect(party.owedMove && inWriting && row.status !== "lapsed", `${why}: the new time`).toBe(false);
      const owed = party.owedInterpreter !== null && party.owedInterpreter === interpreter && row.interpreted;
      expect(owed && !begun && inWriting && isActive(row.status), `${why}: their interpreter`).toBe(false);
      const open = row.open.length > 0 && !begun;
      if (open && inWriting) expect(said, why).toContain("offer");
      if (open && !inWriting) expect(called, why).toContain("offer_made");
      if (!open) expect(called, why).not.toContain("offer_made");
      const mailed = told.findLast(({ channel }) => channel === "email");
      if (row.status === "confirmed" && (party.contact === "mail" || party.contact === "both")) {
        expect(mailed, why).toBeDefined();
        const line = mailed?.text.split("\n").find((each) => each.startsWith("Ketkä tulevat: ")) ?? "";
        const seated = row.people.filter(({ seat }) => seat === "held").map(({ name }) => name);
        expect(
          seated.filter((name) => !line.includes(name)),
          `${why}: who has a seat`,
        ).toEqual([]);
      }
      if (row.status === "waiting" && inWriting)
        expect(["place", "more", "week", "day", "cancelled"], `${why}: waits`).not.toContain(said.at(-1));
    }
  }

  // ---- What must be true

  private async check(step: Step, before: Awaited<ReturnType<ForumLife["look"]>>): Promise<void> {
    const now = await this.look();
    const after = `after ${step.does}`;
    for (const [pool, taken] of Object.entries(now.taken)) {
      const limit = now.limits[pool];
      // Lowering a limit removes nobody, but nobody new gets in beyond it.
      if (limit !== undefined)
        expect(taken, `${after}: ${pool} is oversold`).toBeLessThanOrEqual(Math.max(limit, before.taken[pool] ?? 0));
    }
    const free = (needs: Places) =>
      Object.entries(needs).every(
        ([pool, n]) => now.limits[pool] === undefined || (now.taken[pool] ?? 0) + n <= (now.limits[pool] ?? 0),
      );
    const actor = "who" in step ? this.at(step.who).id : null;
    const sessions = new Set(now.forum.sessions.map(({ id }) => id));
    const served: (ClaimSeen & { party: string })[] = [];
    const queued: (ClaimSeen & { party: string })[] = [];
    for (const row of now.parties) {
      const party = this.model.parties.find(({ id }) => id === row.id);
      if (!party) throw new Error("a registration of nobody");
      const why = `${after}: ${party.names[0]}`;
      const had = before.parties.find(({ id }) => id === row.id);
      if (row.people.some(({ seat }) => seat === "held")) party.everSeated = true;
      expect(row.status === "cancelled", `${why} is cancelled`).toBe(party.cancelled);
      expect(row.anonymisedAt !== null, `${why} is forgotten`).toBe(party.gone);
      if (party.cancelled) expect(row.claims, why).toEqual([]);
      const has = (status: Status) => row.claims.some((claim) => claim.kind === "seats" && claim.status === status);
      if (!party.cancelled)
        expect(row.status, why).toBe(
          has("held") ? "confirmed" : has("offered") ? "offered" : has("waiting") ? "waiting" : "lapsed",
        );

      // Children and adults.
      if (row.people.some(({ age, seat }) => age === "under_13" && seat === "held"))
        expect(
          row.people.some(({ age, seat }) => age === "adult" && seat === "held"),
          `${why}: a child without an adult`,
        ).toBe(true);

      // Nobody has a table or childcare without a seat, and nobody waits beside a free place that fits.
      const seats = row.claims.filter((claim) => claim.kind === "seats" && takes(claim));
      for (const claim of row.claims) {
        const present =
          claim.kind === "seats" ||
          seats.some(({ position }) => claim.position === null || position === null || position === claim.position);
        if (takes(claim)) expect(present, `${why}: ${claimKey(claim)} without a seat`).toBe(true);
        if (now.on && !now.begun && claim.status === "waiting" && present) {
          expect(free(claim.needs), `${why} waits beside a free place: ${claimKey(claim)}`).toBe(false);
          if (had) queued.push({ ...claim, party: row.id });
        }
        const was = had?.claims.find(({ id }) => id === claim.id);
        if (was?.status === "waiting" && takes(claim)) served.push({ ...claim, party: row.id });
      }

      // Open offers keep something until their deadline, which lies before the forum.
      for (const offer of row.open) {
        expect(
          row.claims.some(({ offerId, status }) => offerId === offer.id && status === "offered"),
          `${why} has an empty offer`,
        ).toBe(true);
        expect(offer.expiresAt.getTime(), `${why}: an offer outlives the forum's eve`).toBeLessThanOrEqual(
          now.forum.startsAt.getTime() - DAY,
        );
        expect(this.model.forumCancelled, `${why}: an offer of a cancelled forum`).toBe(false);
      }
      // An offer of a cancelled forum belongs to nobody any more.
      for (const { status, offerId } of row.claims)
        if (status === "offered" && !this.model.forumCancelled)
          expect(
            row.open.some(({ id }) => id === offerId),
            `${why}: offered by no offer`,
          ).toBe(true);

      // Others do not take what somebody has: only they can give it up.
      if (had && row.id !== actor)
        for (const claim of had.claims) {
          if (claim.status !== "held" || (claim.sessionId !== null && !sessions.has(claim.sessionId))) continue;
          // A table or childcare beside seats that are only offered goes back to the queue if nobody answers, even if
          // another person of the party is offered a seat at that moment.
          const seats = had.claims.filter((each) => each.kind === "seats" && takes(each));
          const seated = seats.some(({ status }) => status === "held");
          const kept = seats.some(({ id }) => row.claims.some((each) => each.id === id && takes(each)));
          if (claim.kind !== "seats" && !seated && !kept) continue;
          const status = row.claims.find((each) => claimKey(each) === claimKey(claim))?.status;
          expect(status, `${why} lost ${claimKey(claim)}`).toBe("held");
        }
    }
    // Nobody was served before a party that came first and wanted no more of the same.
    for (const claim of served)
      for (const other of queued)
        if (other.kind === claim.kind && other.sessionId === claim.sessionId && other.turn < claim.turn)
          expect(isWithin(other.needs, claim.needs), `${after}: somebody was overtaken`).toBe(false);
  }

  /** The forum is long over: only what its people agreed to is left, and then nothing. */
  async finish(): Promise<void> {
    await this.step({ does: "settle" });
    await this.step({ does: "pass", hours: 24 * 200 });
    await this.step({ does: "night" });
    for (const { token } of this.model.parties) await stopLaterForums({ token });
    const words = this.model.parties.flatMap((party) => party.words);
    if (words.length > 0) expect(await whereabouts(this.url, words), "traces in the end").toEqual([]);
  }
}
