import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { Names } from "@/i18n/names";
import { SPOKEN_LANGUAGES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { Terms } from "@/i18n/terms";
import { Tag } from "@/ui/tag";
import type { GroupView } from "../queries";
import { GroupStateTag } from "./group-state-tag";

/** Further names are only written: a row of more circles would be wider than a phone. */
const MOST_INITIALS = 4;

/** "Welcome" as people say it in each language; the languages without one show their name. */
const WELCOME: Partial<Record<SpokenLanguage, string>> = {
  fi: "Tervetuloa",
  sv: "Välkommen",
  en: "Welcome",
  ar: "أهلًا وسهلًا",
  so: "Soo dhawow",
  ru: "Добро пожаловать",
  uk: "Ласкаво просимо",
  "fa-AF": "خوش آمدید",
  fa: "خوش آمدید",
  ckb: "بەخێربێن",
  kmr: "Bi xêr hatî",
  fr: "Bienvenue",
  et: "Tere tulemast",
  sq: "Mirë se vini",
  "zh-Hans": "欢迎",
  vi: "Chào mừng",
  tr: "Hoş geldiniz",
  th: "ยินดีต้อนรับ",
  es: "Bienvenidos",
  ti: "እንቋዕ ብደሓን መጻእኩም",
  am: "እንኳን ደህና መጡ",
  ps: "ښه راغلاست",
  ur: "خوش آمدید",
  bn: "স্বাগতম",
  ne: "स्वागत छ",
  sw: "Karibu",
  fil: "Maligayang pagdating",
  si: "සාදරයෙන් පිළිගනිමු",
};

/** The beginning of a group's page: a greeting in the group's language, from the people who wait there. */
export async function GroupInvitation({ locale, group }: { locale: Locale; group: GroupView }) {
  const t = await getTranslations({ locale });
  const words = languageOf(group.text.locale, locale);
  const [main] = group.languages;
  const greeting = main ? WELCOME[main] : undefined;
  const names = group.tutors.map(({ name }) => name);
  return (
    <header className="grid content-start gap-4">
      <div className="relative grid gap-3 rounded-card bg-cloudberry-soft p-5 text-on-cloudberry sm:p-8">
        {main ? (
          <p
            lang={main}
            dir={SPOKEN_LANGUAGES[main].dir}
            className="font-display text-2xl leading-snug font-bold sm:text-3xl"
          >
            {greeting ?? SPOKEN_LANGUAGES[main].name}
          </p>
        ) : null}
        <h1 className="text-3xl sm:text-4xl" {...words}>
          <Terms locale={group.text.locale}>{group.text.title}</Terms>
        </h1>
        <p className="max-w-2xl sm:text-lg" {...words}>
          <Terms locale={group.text.locale}>{group.text.summary}</Terms>
        </p>
        {names.length > 0 && group.state !== "ended" ? (
          <p className="flex flex-wrap items-center gap-3 font-semibold">
            <span aria-hidden="true" className="flex -space-x-2 rtl:space-x-reverse">
              {[...new Set(names)].slice(0, MOST_INITIALS).map((name) => (
                <Initial key={name} name={name} />
              ))}
            </span>
            <span>{t.rich("Group.invites", { names: () => <Names locale={locale} names={names} /> })}</span>
          </p>
        ) : null}
        {/* The tail of a speech bubble. */}
        <span
          aria-hidden="true"
          className="absolute -bottom-3 start-10 size-6 rotate-45 rounded-[3px] bg-cloudberry-soft"
        />
      </div>
      <p className="mt-2 flex flex-wrap gap-2">
        <GroupStateTag locale={locale} state={group.state} />
        <Tag>{t(`GroupKinds.${group.kind}`)}</Tag>
      </p>
    </header>
  );
}

/** The first letter of a name in a circle. */
function Initial({ name }: { name: string }) {
  return (
    <span className="grid size-11 place-items-center rounded-full bg-spruce font-display text-lg font-bold text-on-spruce ring-3 ring-cloudberry-soft">
      {[...name][0]}
    </span>
  );
}
