import { Minus, Plus, UserPlus } from "lucide-react";
import { useState } from "react";
import type { Address } from "@/i18n/routes";
import { isSpokenLanguage, SPOKEN_LANGUAGE_CODES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { TextLink } from "@/ui/text-link";
import { MOST_WALK_INS } from "../device/limits";
import type { DoorWords } from "./door-app-words";

/** Counts people who came without a registration. The language stays for the next ones: groups come together. */
export function DoorWalkIns({
  registerHref,
  words,
  onAdd,
}: {
  registerHref: Address | null;
  words: DoorWords;
  onAdd(people: number, language: SpokenLanguage | null): Promise<void>;
}) {
  const [people, setPeople] = useState(1);
  const [language, setLanguage] = useState<SpokenLanguage | null>(null);
  return (
    <section
      aria-labelledby="door-walk-ins"
      className="grid gap-3 rounded-card border border-line bg-surface p-3 sm:p-4"
    >
      <h2 id="door-walk-ins" className="flex items-center gap-2 text-xl">
        <UserPlus aria-hidden className="size-5 text-spruce" />
        {words.walkInTitle}
      </h2>
      <p className="text-sm text-ink-soft">{words.walkInHint}</p>
      <div className="flex flex-wrap items-end gap-3">
        <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
          <legend className="mb-1.5 font-semibold">{words.howMany}</legend>
          <Button
            kind="secondary"
            className="size-[48px] px-0"
            aria-label={words.fewer}
            aria-disabled={people <= 1}
            onClick={() => setPeople(Math.max(1, people - 1))}
          >
            <Minus aria-hidden className="size-6" />
          </Button>
          <output className="min-w-10 text-center font-display text-2xl font-bold tabular-nums">{people}</output>
          <Button
            kind="secondary"
            className="size-[48px] px-0"
            aria-label={words.oneMore}
            aria-disabled={people >= MOST_WALK_INS}
            onClick={() => setPeople(Math.min(MOST_WALK_INS, people + 1))}
          >
            <Plus aria-hidden className="size-6" />
          </Button>
        </fieldset>
        <div className="min-w-0 grow basis-48">
          <SelectField
            id="door-language"
            label={words.language}
            value={language ?? ""}
            onChange={(event) => setLanguage(isSpokenLanguage(event.target.value) ? event.target.value : null)}
          >
            <option value="">{words.unknownLanguage}</option>
            {SPOKEN_LANGUAGE_CODES.map((code) => (
              <option key={code} value={code}>
                {words.languages[code]}
              </option>
            ))}
          </SelectField>
        </div>
        <Button
          kind="secondary"
          className="min-h-12 grow"
          onClick={() => void onAdd(people, language).then(() => setPeople(1))}
        >
          {words.add}
        </Button>
      </div>
      {registerHref ? (
        <p>
          <TextLink href={registerHref} className="inline-flex min-h-11 items-center">
            {words.register}
          </TextLink>
        </p>
      ) : null}
    </section>
  );
}
