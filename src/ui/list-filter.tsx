import { ChevronDown, Search, X } from "lucide-react";
import { Button } from "./button";
import { SelectField } from "./field";
import { TEXT_LINK } from "./text-link";

/** What a list can be filtered by: a choice of one. Without an answer it does not filter. */
export interface FilterQuestion {
  name: string;
  label: string;
  /** The answer that does not filter. */
  any: string;
  options: readonly { value: string; label: string; lang?: string | undefined }[];
  chosen: string | undefined;
  /** Answers that nothing in the list has, below the others, with what is said of them. */
  without?: { label: string; options: FilterQuestion["options"] };
}

/** One of the choices that filter a list: its name, and the name's language if it is not the page's. */
export interface FilterChoice {
  name: string;
  lang?: string | undefined;
  dir?: "ltr" | "rtl" | undefined;
}

/**
 * Filters a list: a GET form that leads to the page of that list. Folded on phones, so that the list begins on the first
 * screen; the choices stand below it, each with a link to remove it.
 */
export function ListFilter({
  action,
  title,
  submit,
  questions,
  hidden = {},
}: {
  action: string;
  title: string;
  submit: string;
  questions: readonly FilterQuestion[];
  hidden?: Readonly<Record<string, string>>;
}) {
  // Four questions and the button fill rows of four, more stand in rows of three with the button below.
  const few = questions.length <= 4;
  return (
    <details className="only-folded-on-phones group rounded-card border border-line bg-sunk">
      <summary className="flex min-h-12 list-none items-center gap-2.5 rounded-card px-4 py-2 font-semibold">
        <Search aria-hidden className="size-5 shrink-0 text-spruce" />
        <span className="grow">{title}</span>
        <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
      </summary>
      <form
        action={action}
        method="get"
        aria-label={title}
        className={`grid gap-4 p-4 max-sm:pt-1 sm:grid-cols-2 ${few ? "lg:grid-cols-4" : "lg:grid-cols-3"}`}
      >
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {questions.map(({ name, label, any, options, chosen, without }) => (
          <SelectField key={name} id={`filter-${name}`} name={name} label={label} defaultValue={chosen ?? ""}>
            <option value="">{any}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value} lang={option.lang}>
                {option.label}
              </option>
            ))}
            {without && without.options.length > 0 ? (
              <optgroup label={without.label}>
                {without.options.map((option) => (
                  <option key={option.value} value={option.value} lang={option.lang}>
                    {option.label}
                  </option>
                ))}
              </optgroup>
            ) : null}
          </SelectField>
        ))}
        <Button
          type="submit"
          className={`sm:col-span-2 ${few ? "lg:col-span-1" : "lg:col-span-3 lg:justify-self-start"}`}
        >
          <Search aria-hidden className="size-5" />
          {submit}
        </Button>
      </form>
    </details>
  );
}

/**
 * A list's filters: each links to the list without it, and if there are several, one more link removes all. Plain links,
 * because then the browser moves the focus to the result, as it does after the form.
 */
export function ChosenFilters({
  label,
  remove,
  clear,
  choices,
}: {
  label: string;
  /** Before the name of each, for whoever does not see the cross. */
  remove: string;
  clear: { href: string; label: string };
  choices: readonly (FilterChoice & { href: string })[];
}) {
  if (choices.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-wrap items-center gap-2">
      {choices.map(({ href, ...choice }) => (
        <li key={href}>
          <a
            href={href}
            className="inline-flex min-h-11 items-center gap-2 rounded-full border-2 border-spruce bg-moss px-4 font-semibold text-on-moss no-underline hover:bg-surface"
          >
            <span>
              <span className="sr-only">{remove}: </span>
              <ChoiceName {...choice} />
            </span>
            <X aria-hidden className="size-4.5 shrink-0" />
          </a>
        </li>
      ))}
      {choices.length > 1 ? (
        <li>
          <a href={clear.href} className={`${TEXT_LINK} inline-flex min-h-11 items-center px-2`}>
            {clear.label}
          </a>
        </li>
      ) : null}
    </ul>
  );
}

/** The name of a choice, marked with its language. */
export function ChoiceName({ name, lang, dir }: FilterChoice) {
  return (
    <bdi lang={lang} dir={dir}>
      {name}
    </bdi>
  );
}
