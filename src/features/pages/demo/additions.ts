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
  // Nothing of a telephone: not every operator has one.
  contact: {
    fi: "## Milloin vastaamme\n\nVastaamme viesteihin maanantaista torstaihin, yleensä kahden päivän kuluessa. Voit kirjoittaa omalla kielelläsi, esimerkiksi somaliksi tai arabiaksi.",
    sv: "## När vi svarar\n\nVi svarar på meddelanden från måndag till torsdag, för det mesta inom två dagar. Du kan skriva på ditt eget språk, till exempel på somaliska eller arabiska.",
    en: "## When we answer\n\nWe answer messages from Monday to Thursday, usually within two days. You can write in your own language, for example in Somali or Arabic.",
    so: "## Goorta aan jawaabno\n\nFarriimaha waxaan ka jawaabnaa Isniinta ilaa Khamiista, badanaa laba maalmood gudahood. Waxaad ku qori kartaa luqaddaada, tusaale ahaan af-Soomaali ama Carabi.",
  },
};
