/** Finnish terms that follow their translation in brackets: parents meet them in Wilma and in letters. */
const FINNISH_TERMS = [
  "ammatillinen koulutus",
  "ammatillinen perustutkinto",
  "hakutoive",
  "henkilötunnus",
  "Hervanta",
  "hiihtoloma",
  "Itäkeskus",
  "jatkuva haku",
  "kehittämiskohde",
  "kehittämisidea",
  "Kivilahti",
  "Kontula",
  "kymppiluokka",
  "Lappeenranta",
  "lukio",
  "omakielinen vertaisryhmä",
  "omakielinen vertaistoiminta",
  "opinto-ohjaaja",
  "Opintopolku",
  "opiskelupaikka",
  "opo",
  "oppivelvollisuus",
  "peruskoulu",
  "päättötodistus",
  "ratkaisumalli",
  "saavutettavuuskantelu",
  "selvityspyyntö",
  "tietosuojavaltuutettu",
  "Tikkurila",
  "toinen aste",
  "TUVA",
  "Varissuo",
  "vertaisohjaaja",
  "vertaisryhmä",
  "yhdeksäs luokka",
  "yhteishaku",
  "yhteistyöfoorumi",
  "ylioppilastutkinto",
  "Y-tunnus",
];
const TERM = `(?<![\\p{L}\\p{N}-])(?:${[...FINNISH_TERMS].sort((a, b) => b.length - a.length).join("|")})(?![\\p{L}\\p{N}-])`;
/** One term, or several one after another. */
const TERMS = new RegExp(`(${TERM}(?:[,،/] ?${TERM})*)`, "gu");
/** The split's odd parts are the contents of brackets. */
const BRACKETS = /(?<=\()([^()]*)(?=\))/g;

/** Splits a text that is not in Finnish. Odd parts are Finnish: the terms in a bracket, one or several together. */
export function partsOf(text: string): string[] {
  const parts: string[] = [""];
  text.split(BRACKETS).forEach((part, n) => {
    const [before = "", ...rest] = n % 2 === 1 ? part.split(TERMS) : [part];
    parts[parts.length - 1] += before;
    parts.push(...rest);
  });
  return parts;
}

/**
 * Marks the Finnish terms in an escaped text of a mail. Plain text needs no marks: there the brackets keep a term
 * together in a right-to-left line (UAX #9, rule N0).
 */
export function markTerms(html: string, locale: string): string {
  if (locale === "fi") return html;
  return partsOf(html)
    .map((part, n) => (n % 2 === 1 ? `<bdi lang="fi">${part}</bdi>` : part))
    .join("");
}
