import type { Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import type { GroupEntry, GroupKind, Rhythm, Weekday } from "../schema";

/** An invented group: its words are in texts/. */
export interface DemoGroup {
  key: string;
  organisation: string;
  kind: GroupKind;
  /** Without it, people ask first. */
  entry?: GroupEntry;
  languages: SpokenLanguage[];
  /** A municipality's key, or `online`. */
  place: string;
  district?: string;
  venue?: { name: string; address: string; isPublic: boolean };
  /** How often it meets and since how many weeks; none: by appointment. */
  meets?: {
    rhythm: Exclude<Rhythm, "appointment">;
    day: Weekday;
    alsoOn?: readonly Weekday[];
    from: string;
    until: string;
    weeks: number;
  };
  childcare?: boolean;
  capacity?: number;
  full?: boolean;
  contact: { name: string; email: string; phone?: string };
  tutor?: { email: string; name: string; locale: Locale; shownName: string; languages: SpokenLanguage[] };
  /** The forum that it prepares for or talks about. */
  forum?: string;
  /** Its next meeting is cancelled, or the one after it is an hour later. */
  cancels?: boolean;
  moves?: boolean;
  /** It is on a break from some days ago, for as many weeks. */
  breakWeeks?: number;
  /** Languages into which nobody has translated it yet, or whose translation nobody has checked. */
  lacks?: readonly Locale[];
  unchecked?: readonly Locale[];
}

export const GROUPS: readonly DemoGroup[] = [
  {
    key: "aidit-kontula",
    organisation: "iftiin-perheet",
    kind: "mothers",
    entry: "come",
    languages: ["so"],
    place: "helsinki",
    district: "Kontula",
    venue: { name: "Kontulan kirjastosali", address: "Keksitty aukio 5", isPublic: true },
    meets: { rhythm: "weekly", day: "tuesday", from: "17:30", until: "19:00", weeks: 30 },
    childcare: true,
    capacity: 15,
    contact: { name: "Hodan Jaamac", email: "hodan.jaamac@example.org", phone: "+358 40 123 4503" },
    tutor: {
      email: "vertaisohjaaja@demo.example",
      name: "Hodan Jaamac",
      locale: "so",
      shownName: "Hodan",
      languages: ["so", "fi", "en"],
    },
    forum: "perheilta-itakeskus",
    cancels: true,
    moves: true,
  },
  {
    key: "vanhemmat-espoo",
    organisation: "bamyan-kotipiha",
    kind: "parents",
    languages: ["fa-AF"],
    place: "espoo",
    district: "Espoon keskus",
    venue: { name: "Kotipihan kerhohuone", address: "Keksitty polku 12", isPublic: false },
    meets: { rhythm: "biweekly", day: "thursday", from: "18:00", until: "19:30", weeks: 24 },
    childcare: true,
    contact: { name: "Rahim Ahmadi", email: "rahim.ahmadi@example.org", phone: "+358 40 123 4521" },
    tutor: {
      email: "parwin@example.org",
      name: "Parwin Sultani",
      locale: "en",
      shownName: "Parwin",
      languages: ["fa-AF", "fi"],
    },
    forum: "yhteistyofoorumi-espoon-keskus",
  },
  {
    key: "vanhemmat-varissuo",
    organisation: "aurajoen-vanhemmat",
    kind: "parents",
    entry: "come",
    languages: ["ar"],
    place: "turku",
    district: "Varissuo",
    venue: { name: "Varissuon kohtaamistalo", address: "Keksitty raitti 3", isPublic: true },
    meets: { rhythm: "weekly", day: "wednesday", from: "17:30", until: "19:00", weeks: 40 },
    childcare: true,
    contact: { name: "Arta Salokangas", email: "arta.salokangas@example.org", phone: "+358 40 123 4508" },
    tutor: {
      email: "amal.nasser@example.org",
      name: "أمل ناصر",
      locale: "ar",
      shownName: "أمل",
      languages: ["ar", "fi"],
    },
    forum: "perheilta-turku",
  },
  {
    key: "vanhemmat-hervanta",
    organisation: "kahden-joen-silta",
    kind: "parents",
    languages: ["ckb"],
    place: "tampere",
    district: "Hervanta",
    venue: { name: "Harjukoulun kirjasto", address: "Keksitty katu 8", isPublic: true },
    meets: { rhythm: "biweekly", day: "monday", from: "17:00", until: "18:30", weeks: 20 },
    capacity: 8,
    full: true,
    contact: { name: "Shilan Karim", email: "shilan.karim@example.org", phone: "+358 40 123 4522" },
    tutor: {
      email: "shilan.karim@example.org",
      name: "Shilan Karim",
      locale: "fi",
      shownName: "Shilan",
      languages: ["ckb", "ar", "fi"],
    },
    forum: "perheilta-hervanta",
  },
  {
    key: "aidit-lappeenranta",
    organisation: "saimaan-kielisilta",
    kind: "mothers",
    languages: ["uk", "ru"],
    place: "lappeenranta",
    district: "Keskusta",
    venue: { name: "Kielisillan tupa", address: "Keksitty ranta 2", isPublic: false },
    meets: { rhythm: "weekly", day: "thursday", from: "10:00", until: "11:30", weeks: 18 },
    childcare: true,
    contact: { name: "Oksana Bondar", email: "oksana.bondar@example.org", phone: "+358 40 123 4523" },
    tutor: {
      email: "oksana.bondar@example.org",
      name: "Oksana Bondar",
      locale: "en",
      shownName: "Оксана",
      languages: ["uk", "ru", "en"],
    },
  },
  {
    key: "vanhemmat-lappeenranta",
    organisation: "saimaan-kielisilta",
    kind: "parents",
    entry: "come",
    languages: ["ru"],
    place: "lappeenranta",
    district: "Keskusta",
    venue: { name: "Saimaansalin kokoustalo", address: "Keksitty laituri 1", isPublic: true },
    meets: { rhythm: "monthly", day: "tuesday", from: "18:00", until: "20:00", weeks: 52 },
    contact: { name: "Irina Koskinen", email: "irina.koskinen@example.org" },
    forum: "yhteistyofoorumi-lappeenranta",
  },
  {
    key: "vanhemmat-itakeskus",
    organisation: "moniheli",
    kind: "parents",
    entry: "come",
    languages: ["ti"],
    place: "helsinki",
    district: "Itäkeskus",
    venue: { name: "Itäkeskuksen koulutalo", address: "Keksitty tori 4", isPublic: true },
    meets: { rhythm: "weekly", day: "saturday", from: "11:00", until: "12:30", weeks: 26 },
    childcare: true,
    contact: { name: "Zahra Niemelä", email: "zahra.niemela@example.org", phone: "+358 40 123 4501" },
    tutor: {
      email: "selam@example.org",
      name: "Selam Haile",
      locale: "en",
      shownName: "Selam",
      languages: ["ti", "am", "en"],
    },
    forum: "perheilta-itakeskus",
    lacks: ["so"],
  },
  {
    key: "nuoret-tikkurila",
    organisation: "nuorten-suunta",
    kind: "youth",
    entry: "come",
    languages: ["kmr", "fi"],
    place: "vantaa",
    district: "Tikkurila",
    venue: { name: "Jokikoulun nuorisotila", address: "Keksitty silta 6", isPublic: true },
    meets: { rhythm: "weekly", day: "monday", alsoOn: ["wednesday"], from: "15:30", until: "17:30", weeks: 14 },
    contact: { name: "Baran Demir", email: "baran.demir@example.org", phone: "+358 40 123 4524" },
    tutor: {
      email: "baran.demir@example.org",
      name: "Baran Demir",
      locale: "fi",
      shownName: "Baran",
      languages: ["kmr", "tr", "fi"],
    },
    forum: "perheilta-tikkurila",
  },
  {
    key: "vanhemmat-kivilahti",
    organisation: "moniheli",
    kind: "parents",
    languages: ["bn"],
    place: "espoo",
    district: "Kivenlahti",
    venue: { name: "Kerhotila", address: "Keksitty kuja 9", isPublic: false },
    meets: { rhythm: "monthly", day: "sunday", from: "13:00", until: "15:30", weeks: 40 },
    childcare: true,
    capacity: 25,
    contact: { name: "Zahra Niemelä", email: "zahra.niemela@example.org", phone: "+358 40 123 4501" },
    forum: "perheilta-kivilahti",
    unchecked: ["so"],
  },
  {
    key: "vanhemmat-verkossa",
    organisation: "moniheli",
    kind: "parents",
    languages: ["vi"],
    place: "online",
    meets: { rhythm: "monthly", day: "monday", from: "19:00", until: "20:30", weeks: 35 },
    contact: { name: "Zahra Niemelä", email: "zahra.niemela@example.org", phone: "+358 40 123 4501" },
    forum: "verkkoilta-yhteishaun-sanat",
    lacks: ["ar"],
  },
  {
    key: "nuoret-turku",
    organisation: "aurajoen-vanhemmat",
    kind: "youth",
    entry: "come",
    languages: ["sq", "fi"],
    place: "turku",
    district: "Keskusta",
    venue: { name: "Kansalaistalo", address: "Keksitty ranta 20", isPublic: true },
    meets: { rhythm: "weekly", day: "friday", from: "16:00", until: "18:00", weeks: 22 },
    contact: { name: "Arta Salokangas", email: "arta.salokangas@example.org", phone: "+358 40 123 4508" },
    breakWeeks: 3,
  },
  {
    key: "ohjaus-helsinki",
    organisation: "bamyan-kotipiha",
    kind: "guidance",
    languages: ["fa", "fa-AF"],
    place: "helsinki",
    district: "Kallio",
    venue: { name: "Kotipihan toimisto", address: "Keksitty katu 17", isPublic: false },
    capacity: 1,
    contact: { name: "Rahim Ahmadi", email: "rahim.ahmadi@example.org", phone: "+358 40 123 4521" },
    tutor: {
      email: "rahim.ahmadi@example.org",
      name: "Rahim Ahmadi",
      locale: "fi",
      shownName: "Rahim",
      languages: ["fa", "fa-AF", "fi"],
    },
  },
  {
    key: "nuoret-kontula",
    organisation: "iftiin-perheet",
    kind: "youth",
    languages: ["so", "fi"],
    place: "helsinki",
    district: "Kontula",
    venue: { name: "Kontulan kirjastosali", address: "Keksitty aukio 5", isPublic: true },
    meets: { rhythm: "weekly", day: "thursday", from: "16:00", until: "18:00", weeks: 36 },
    capacity: 20,
    full: true,
    contact: { name: "Hodan Jaamac", email: "hodan.jaamac@example.org", phone: "+358 40 123 4503" },
    forum: "nuorten-ilta-kontula",
  },
];
