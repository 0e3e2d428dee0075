import { SPOKEN_LANGUAGE_CODES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { SelectField, TextField } from "@/ui/field";

/** In the plain form that counts people: how many, and which language they speak, if known. */
export function CountFields({
  labels,
  language,
  spoken,
}: {
  labels: { howMany: string; language: string; unknownLanguage: string };
  /** The language that is chosen at first; empty for none. */
  language: string;
  spoken: (language: SpokenLanguage) => string;
}) {
  return (
    <>
      <div className="w-24">
        <TextField
          id="people"
          name="people"
          label={labels.howMany}
          inputMode="numeric"
          defaultValue="1"
          maxLength={2}
          autoComplete="off"
        />
      </div>
      <div className="min-w-0 grow basis-48">
        <SelectField id="language" name="language" label={labels.language} defaultValue={language}>
          <option value="">{labels.unknownLanguage}</option>
          {SPOKEN_LANGUAGE_CODES.map((code) => (
            <option key={code} value={code}>
              {spoken(code)}
            </option>
          ))}
        </SelectField>
      </div>
    </>
  );
}
