import "server-only";
import { Permit } from "@/features/access/policy";
import { PARTICIPANT, PEER_TUTOR } from "@/features/accounts/demo";
import { FORUMS } from "@/features/forums/demo/forums";
import type { DemoForum } from "@/features/forums/demo/types";
import { choicesOf } from "@/features/forums/rules";
import { LOCALE_CODES } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { DAY } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";
import { env } from "@/platform/env";
import { deriveToken } from "@/platform/security/tokens";
import { cancelRegistration, register } from "./commands";
import { canRegisterOthers, type RegisterOthers } from "./policy";
import { RegistrationSchema } from "./schema";

/** Families, registered with the ordinary command a little before their forum's deadline. */
export const demo: DemoParts = {
  families: {
    after: ["forums", "interpreters"],
    seed: async (now) => {
      // Forums are filled at the same time; the families of one forum in order.
      await Promise.all(FORUMS.map((forum) => seedParties(forum, now)));
    },
  },
  /** One family has cancelled where others wait, so its places are on offer. */
  offers: {
    after: ["families"],
    seed: async (now) => {
      const leaving = await db().registration.findFirstOrThrow({
        where: { forum: { slug: "perheilta-itakeskus" }, status: "confirmed" },
        orderBy: { arrival: "asc" },
        select: { id: true },
      });
      await cancelRegistration({ token: deriveToken("registration", leaving.id) }, now);
    },
  },
  /** The peer tutor has registered families. */
  tutorsFamilies: {
    after: ["accounts", "families"],
    seed: async (now) => {
      if (env().DEMO) await seedTutorsFamilies(now);
    },
  },
  /** A user without a role has registered for two forums. */
  participant: {
    after: ["accounts", "families"],
    seed: async (now) => {
      if (!env().DEMO) return;
      for (const slug of ["perheilta-tikkurila", "perheilta-kivilahti"]) {
        const registration = RegistrationSchema.parse({
          people: [{ name: PARTICIPANT.name, role: "parent", language: "fi", age: "adult", sessions: [] }],
          phone: "",
          email: PARTICIPANT.email,
          messageLocale: "fi",
          contactWay: "read",
          consents: {},
          childAges: [],
        });
        await seedParty(slug, registration, now);
      }
    },
  },
};

/** Registers families on their behalf, as the demo's peer tutor. */
async function seedTutorsFamilies(now: Date): Promise<void> {
  const { id, email, name } = await db().user.findUniqueOrThrow({ where: { email: PEER_TUTOR.email } });
  const { id: forumId, slug } = await db().forum.findUniqueOrThrow({ where: { slug: "perheilta-kivilahti" } });
  const helper = Permit.ask(
    canRegisterOthers,
    {
      ...{ kind: "user", id, email, name, roles: PEER_TUTOR.roles, cleared: true, trace: null },
      ...{ organisationIds: [], forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [] },
    },
    { forumId },
  );
  if (!helper) throw new Error("a peer tutor registers others");
  for (const [n, family] of [["Faadumo", "Bilaal"], ["Xaliimo"], ["Ismaaciil", "Sucaad", "Ilhaan"]].entries()) {
    const registration = RegistrationSchema.parse({
      people: family.map((each, p) => ({
        ...{ name: each, role: p === 0 ? "parent" : "student", language: "so", sessions: [] },
        ...{ age: p === 0 ? "adult" : "from_13_to_17", interpretation: p === 0 ? "on" : undefined },
      })),
      phone: `+35840000${String(2000 + n)}`,
      email: "",
      messageLocale: "so",
      contactWay: "call",
      consents: {},
      childAges: [],
    });
    await seedParty(slug, registration, now, helper);
  }
}

/** Families' aliases by the language they speak; all invented. */
const NAMES: Partial<Record<SpokenLanguage, string[]>> = {
  so: ["Hodan", "Abdi", "Ifrah", "Cabdulle", "Sahra", "Yusuf"],
  ar: ["أم ليلى", "سامر", "هدى", "كريم", "نور", "Abu Omar"],
  "fa-AF": ["زهرا", "فرید", "Mariam", "نادر", "شبنم"],
  fa: ["پریسا", "رضا", "Shirin"],
  uk: ["Оксана", "Тарас", "Леся", "Остап"],
  ru: ["Ирина", "Борис", "Анна", "Лев"],
  ckb: ["شیلان", "ئازاد", "Nazdar", "هێمن"],
  kmr: ["Berfîn", "Azad", "Rojda"],
  fi: ["Maija", "Otso", "Aino", "Eero"],
  en: ["Grace", "Samuel", "Joy"],
  sv: ["Elsa", "Nils"],
  fr: ["Aimée", "Patrice"],
  et: ["Kadri", "Mart"],
  vi: ["Lan", "Minh"],
};

/** What families ask ahead, by their language; all invented. */
const QUESTIONS: Partial<Record<SpokenLanguage, string[]>> = {
  so: ["Wiilkaygu wuxuu rabaa inuu makaanik noqdo. Halkee laga codsadaa?", "TUVA ma sannad keliya baa?"],
  ar: ["هل يستطيع ابني أن ينتقل من التعليم المهني إلى الجامعة؟", "ماذا نفعل إذا لم يحصل على مكان؟"],
  "fa-AF": ["آیا دخترم بعد از آموزش مسلکی می‌تواند به پوهنتون برود؟"],
  uk: ["Чи можна подати заявку, якщо ми приїхали лише торік?"],
  ru: ["Можно ли поменять профессию после первого года?"],
  fi: ["Voiko lukioon hakea, jos on opiskellut suomea vasta vuoden?", "Saako TUVAn aikana kokeilla eri aloja?"],
  sv: ["Kan man söka till ett svenskspråkigt gymnasium härifrån?"],
  en: ["Is there a programme that is taught in English?", "Who helps us to fill in the application?"],
  fr: ["Que se passe-t-il si elle n’obtient pas de place en juin ?"],
};

/** A whole number derived from a text and a counter, so that every seeding gives the same demo. */
function pick(seed: string, n: number, below: number): number {
  let hash = 17;
  for (const character of `${seed}:${n}`) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % below;
}

/** Registers families until the forum has the people it should. */
async function seedParties(forum: DemoForum, now: Date): Promise<void> {
  const { sessions, servesMeal } = await db().forum.findUniqueOrThrow({
    where: { slug: forum.key },
    select: { sessions: true, servesMeal: true },
  });
  const slots = choicesOf(sessions);
  const offered = forum.languages.filter(({ state }) => state !== "not_available").map(({ language }) => language);
  for (let seats = 0, n = 0; seats < forum.taken; n++) {
    const language = offered[pick(forum.key, n, offered.length)] ?? "fi";
    const names = NAMES[language] ?? ["Aino"];
    const size = Math.min(1 + pick(forum.key, n + 100, 3), forum.taken - seats);
    const role = pick(forum.key, n, 7) === 0 ? "counsellor" : forum.kind === "student_evening" ? "student" : "parent";
    const registration = RegistrationSchema.parse({
      people: Array.from({ length: size }, (_, p) => ({
        name: names[(n + p) % names.length],
        role: p === 0 ? role : pick(forum.key, n + p, 2) === 0 ? "parent" : "student",
        language,
        interpretation: language !== "fi" && p === 0 ? "on" : undefined,
        age: p > 0 && pick(forum.key, n + p, 2) === 1 ? "from_13_to_17" : "adult",
        sessions: slots.flatMap((slot, s) => slot[pick(forum.key, n + s, slot.length)]?.id ?? []),
        needs: {
          diet:
            servesMeal && pick(forum.key, n + p, 3) === 0
              ? [pick(forum.key, n, 2) === 0 ? "halal" : "lactose_free"]
              : [],
          access: [],
          note: "",
        },
      })),
      phone: `+35840000${String(1000 + n)}`,
      email: pick(forum.key, n, 3) === 0 ? `family${n}@example.org` : "",
      screenshot: undefined,
      messageLocale: LOCALE_CODES.find((code) => code === language) ?? "fi",
      contactWay: (["read", "listen", "call"] as const)[pick(forum.key, n, 3)],
      consents: { diet_health: "on", photos: pick(forum.key, n, 2) === 0 ? "on" : undefined },
      question: pick(forum.key, n + 7, 3) === 0 ? (QUESTIONS[language]?.[n % 2] ?? QUESTIONS[language]?.[0]) : "",
      childAges: forum.childcare && pick(forum.key, n, 4) === 0 ? [String(2 + pick(forum.key, n, 8))] : [],
    });
    await seedParty(forum.key, registration, now);
    seats += size;
  }
}

/** Registers a party today, or a day before its forum's deadline if that has passed. */
async function seedParty(
  slug: string,
  registration: RegistrationSchema,
  now: Date,
  helper?: RegisterOthers,
): Promise<void> {
  const { registrationClosesAt } = await db().forum.findUniqueOrThrow({ where: { slug } });
  const last = (registrationClosesAt ?? now).getTime() - DAY;
  const result = await register(
    {
      ...{
        slug,
        submission: crypto.randomUUID(),
        acceptWaiting: true,
        locale: registration.messageLocale,
        registration,
      },
      ...(helper && { helper }),
    },
    new Date(Math.min(now.getTime(), last)),
  );
  if (!result.ok) throw new Error(`a party was not registered for ${slug}: ${result.reason}`);
}
