import { RegistrationInput } from "../../src/features/registration/schema";

/** A party as its form would give it. */
export function party(
  people = 1,
  more: Partial<Record<"email" | "phone", string>> & { ages?: number[] } = {},
): RegistrationInput {
  return RegistrationInput.parse({
    people: Array.from({ length: people }, (_, n) => ({ name: `Hlö ${n + 1}`, role: "parent", language: "so" })),
    phone: more.phone ?? "",
    email: more.email ?? "",
    screenshot: "on",
    messageLocale: "so",
    contactWay: "read",
    childAges: (more.ages ?? []).map(String),
  });
}
