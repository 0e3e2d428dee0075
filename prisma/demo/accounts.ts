import type { Duty } from "../../src/features/access/schema";
import type { Locale } from "../../src/i18n/locales";

interface DemoAccount {
  email: string;
  name: string;
  locale: Locale;
  duties: readonly Duty[];
  organisationSlugs: readonly string[];
  forumSlugs: readonly string[];
}

const none = { organisationSlugs: [], forumSlugs: [] } as const;

/** One account for each duty. Only the demo makes them. */
export const ACCOUNTS: readonly DemoAccount[] = [
  { email: "yllapitaja@demo.example", name: "Aino Ylläpitäjä", locale: "fi", duties: ["administrator"], ...none },
  {
    email: "hanke@demo.example",
    name: "Zahra Niemelä",
    locale: "fi",
    duties: ["staff"],
    organisationSlugs: ["moniheli"],
    forumSlugs: [],
  },
  {
    email: "opo@demo.example",
    name: "Otso Ohjaaja",
    locale: "sv",
    duties: ["counsellor"],
    organisationSlugs: [],
    forumSlugs: ["perheilta-itakeskus"],
  },
  { email: "vertaisohjaaja@demo.example", name: "Hodan Jaamac", locale: "so", duties: ["peer_tutor"], ...none },
  { email: "tulkki@demo.example", name: "سامر حداد", locale: "ar", duties: ["interpreter"], ...none },
  { email: "kaantaja@demo.example", name: "Grace Mensah", locale: "en", duties: ["translator"], ...none },
  { email: "osallistuja@demo.example", name: "Maija Meikäläinen", locale: "fi", duties: [], ...none },
];
