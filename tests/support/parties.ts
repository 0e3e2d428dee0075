import { RegistrationSchema } from "@/features/registration/schema";

interface PersonLike {
  role?: string;
  language?: string;
  interpretation?: boolean;
  age?: string;
  sessions?: string[];
  needs?: Partial<RegistrationSchema["people"][number]["needs"]>;
}

interface PartyLike {
  email?: string;
  phone?: string;
  ages?: number[];
  contactWay?: "read" | "listen" | "call";
  messageLocale?: string;
  maySplit?: boolean;
  question?: string;
  consents?: Partial<RegistrationSchema["consents"]>;
}

/** A party as its form would give it: this many parents, or the people described. */
export function party(people: number | PersonLike[] = 1, more: PartyLike = {}): RegistrationSchema {
  const persons = typeof people === "number" ? Array.from({ length: people }, (): PersonLike => ({})) : people;
  const box = (value: boolean | undefined) => (value ? "on" : undefined);
  return RegistrationSchema.parse({
    people: persons.map(
      ({ role = "parent", language = "so", age = "adult", sessions = [], needs, interpretation }, n) => ({
        name: `Hlö ${n + 1}`,
        role,
        language,
        age,
        sessions,
        interpretation: box(interpretation),
        needs: { diet: [], access: [], note: "", ...needs },
      }),
    ),
    phone: more.phone ?? "",
    email: more.email ?? "",
    screenshot: "on",
    messageLocale: more.messageLocale ?? "so",
    contactWay: more.contactWay ?? "read",
    childAges: (more.ages ?? []).map(String),
    maySplit: box(more.maySplit),
    question: more.question ?? "",
    consents: {
      diet_health: box(more.consents?.diet_health),
      photos: box(more.consents?.photos),
      later_forums: box(more.consents?.later_forums),
    },
  });
}
