import type { Locale } from "@/i18n/locales";
import type { PageKey } from "../schema";

/** What the demo's staff have added to a page: in Finnish, and in the languages to which somebody has translated it. */
export const ADDITIONS: Partial<Record<PageKey, { fi: string } & Partial<Record<Locale, string>>>> = {
  about: {
    fi: "## Missä tapaamme\n\nFoorumeita järjestetään Helsingissä, Vantaalla ja Turussa sekä verkossa. Tilat ovat tuttuja paikkoja: koulu, kirjasto, asukastalo.",
    sv: "## Var vi träffas\n\nForum ordnas i Helsingfors, Vanda och Åbo samt på nätet. Vi träffas på bekanta platser: i en skola, på ett bibliotek, i ett invånarhus.",
    en: "## Where we meet\n\nForums are held in Helsinki, Vantaa and Turku, and online. They are in familiar places: a school, a library, a community house.",
    ar: "## أين نلتقي\n\nتُقام المنتديات في هلسنكي وفانتا وتوركو وعبر الإنترنت، في أماكن مألوفة: مدرسة أو مكتبة أو بيت الحي.",
  },
  contact: {
    fi: "## Milloin puhelimeen vastataan\n\nMaanantaista torstaihin klo 9–15. Tiistaisin vastaamme myös somaliksi ja torstaisin arabiaksi.",
    sv: "## När vi svarar i telefon\n\nMåndag till torsdag kl. 9–15. På tisdagar svarar vi också på somaliska och på torsdagar på arabiska.",
    en: "## When we answer the phone\n\nMonday to Thursday, 9–15. On Tuesdays we also answer in Somali, and on Thursdays in Arabic.",
    so: "## Goorta taleefanka laga jawaabo\n\nIsniinta ilaa Khamiista, saacadda 9–15. Salaasada waxaan ku jawaabnaa af-Soomaali, Khamiistana Carabi.",
  },
};
