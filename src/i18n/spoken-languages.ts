/**
 * The languages people speak, at the level at which staff order an interpreter: Dari is not Farsi, Sorani is not
 * Kurmanji. Families see each by its own name, which is the same in every page language. Staff, who may not read the
 * language they order, also see a name in their own (messages: SpokenLanguages).
 */
export const SPOKEN_LANGUAGES = {
  fi: { name: "suomi", dir: "ltr" },
  sv: { name: "svenska", dir: "ltr" },
  en: { name: "English", dir: "ltr" },
  ar: { name: "العربية", dir: "rtl" },
  so: { name: "Soomaali", dir: "ltr" },
  ru: { name: "русский", dir: "ltr" },
  uk: { name: "українська", dir: "ltr" },
  "fa-AF": { name: "دری", dir: "rtl" },
  fa: { name: "فارسی", dir: "rtl" },
  ckb: { name: "کوردی (سۆرانی)", dir: "rtl" },
  kmr: { name: "Kurdî (Kurmancî)", dir: "ltr" },
  fr: { name: "français", dir: "ltr" },
  et: { name: "eesti", dir: "ltr" },
  sq: { name: "shqip", dir: "ltr" },
  "zh-Hans": { name: "中文（普通话）", dir: "ltr" },
  vi: { name: "Tiếng Việt", dir: "ltr" },
  tr: { name: "Türkçe", dir: "ltr" },
  th: { name: "ไทย", dir: "ltr" },
  es: { name: "español", dir: "ltr" },
  ti: { name: "ትግርኛ", dir: "ltr" },
  am: { name: "አማርኛ", dir: "ltr" },
  ps: { name: "پښتو", dir: "rtl" },
  ur: { name: "اردو", dir: "rtl" },
  bn: { name: "বাংলা", dir: "ltr" },
  ne: { name: "नेपाली", dir: "ltr" },
  fil: { name: "Filipino", dir: "ltr" },
  sw: { name: "Kiswahili", dir: "ltr" },
  si: { name: "සිංහල", dir: "ltr" },
  my: { name: "မြန်မာ", dir: "ltr" },
  fse: { name: "suomalainen viittomakieli", dir: "ltr" },
} as const satisfies Record<string, { name: string; dir: "ltr" | "rtl" }>;

export type SpokenLanguage = keyof typeof SPOKEN_LANGUAGES;
export const SPOKEN_LANGUAGE_CODES = Object.keys(SPOKEN_LANGUAGES) as [SpokenLanguage, ...SpokenLanguage[]];

/** Tells whether untrusted input is the code of a known spoken language. */
export function isSpokenLanguage(value: unknown): value is SpokenLanguage {
  return typeof value === "string" && Object.hasOwn(SPOKEN_LANGUAGES, value);
}
