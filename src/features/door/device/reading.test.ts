import { expect, test } from "vitest";
import { routes } from "@/i18n/routes";
import { codeTyped, readTicketText } from "./reading";

const ORIGIN = "https://omapolku.example";
const read = (text: string) => readTicketText(text, "perheilta-turku", [ORIGIN, "http://localhost:3000"]);

test("a ticket of this forum is read in every language and from each of the portal's addresses", () => {
  for (const origin of [ORIGIN, "http://localhost:3000"])
    for (const locale of ["fi", "ar"] as const)
      expect(read(`${origin}${routes.codeAtDoor(locale, "perheilta-turku", "KT4RN")}`)).toEqual({
        is: "ticket",
        code: "KT4RN",
      });
});

test("a ticket of another forum, an old ticket and anything else are told apart", () => {
  expect(read(`${ORIGIN}${routes.codeAtDoor("fi", "perheilta-turku-2", "KT4RN")}`)).toEqual({ is: "other-forum" });
  expect(read(`${ORIGIN}${routes.ticket("fi", "x".repeat(27))}`)).toEqual({ is: "old-ticket" });
  for (const text of [
    "KT4RN",
    "https://elsewhere.example/fi/forums/perheilta-turku#KT4RN",
    `${ORIGIN}${routes.forum("fi", "perheilta-turku")}`,
    `${ORIGIN}${routes.register("fi", "perheilta-turku")}#KT4RN`,
    `${ORIGIN}${routes.forum("fi", "perheilta-turku")}#<script>`,
    "WIFI:S:koulu;T:WPA;P:salasana;;",
    "",
  ])
    expect(read(text)).toEqual({ is: "something-else" });
});

test("what was typed can be a code, however it is spelled", () => {
  expect(codeTyped(" kt4rn ")).toBe("KT4RN");
  for (const text of ["KT4R", "KT4RNN", "Ahmed Ali", "محمدا", ""]) expect(codeTyped(text)).toBeNull();
});
