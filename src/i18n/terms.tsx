import { Fragment } from "react";

/** Finnish terms that stand in brackets after their translation: parents meet them in Wilma and on letters. */
const FINNISH_TERMS = [
  "ammatillinen koulutus",
  "ammatillinen perustutkinto",
  "hakutoive",
  "jatkuva haku",
  "kehittämiskohde",
  "kehittämisidea",
  "kymppiluokka",
  "lukio",
  "omakielinen vertaisryhmä",
  "omakielinen vertaistoiminta",
  "opinto-ohjaaja",
  "opo",
  "oppivelvollisuus",
  "peruskoulu",
  "päättötodistus",
  "ratkaisumalli",
  "tietosuojavaltuutettu",
  "toinen aste",
  "vertaisohjaaja",
  "vertaisryhmä",
  "yhteishaku",
  "yhteistyöfoorumi",
  "TUVA",
];
const IN_BRACKETS = new RegExp(`\\((${FINNISH_TERMS.join("|")})\\)`, "g");

/**
 * A text in which Finnish terms in brackets are marked as Finnish and isolated, so that a screen reader pronounces them
 * and a right-to-left line does not reorder them (WCAG 3.1.2).
 */
export function Terms({ children, locale }: { children: string; locale: string }) {
  if (locale === "fi") return children;
  const parts = children.split(IN_BRACKETS);
  return parts.map((part, n) =>
    n % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text do not move
      <Fragment key={n}>
        (<bdi lang="fi">{part}</bdi>)
      </Fragment>
    ) : (
      part
    ),
  );
}
