import { Choice, ChoiceGroup } from "./choice";
import { describedBy, FieldError, FileField, LongTextField, SelectField, TextField } from "./field";
import { type Fold as FoldOf, type FormField, type FormState, keyOf, type Option, questionsWithin } from "./form-model";

/** What every question needs for rendering. */
interface Known {
  state: FormState;
  lists: Record<string, Option[]>;
  /** The usual answers, by field. */
  usual: FormState["values"];
}

/** A form's questions in order, with the input and the errors. */
export function Fields({ of, ...known }: { of: readonly FormField[] } & Known) {
  return of.map((field) => <Question key={keyOf(field)} field={field} {...known} />);
}

/** Whether an optional question may be hidden: it has no answer and no error. */
function stepsBack(field: FormField, { state, usual }: Known): boolean {
  if (!("name" in field)) return false;
  return !state.errors[field.name] && (state.values[field.name] ?? "") === (usual[field.name] ?? "");
}

function Question({ field, ...known }: { field: FormField } & Known) {
  const { state, lists, usual } = known;
  if (field.kind === "fold") return <Fold field={field} {...known} />;
  if (field.kind === "row")
    return (
      <div className="next-when-filled grid grid-cols-2 items-end gap-3 sm:grid-cols-3">
        <Fields of={field.fields} {...known} />
      </div>
    );
  if (field.kind === "group")
    return (
      <ChoiceGroup id={field.id} legend={field.label} hint={field.hint} columns={field.columns}>
        <Fields of={field.fields} {...known} />
      </ChoiceGroup>
    );
  const { name } = field;
  const value = state.values[name] ?? "";
  if (field.kind === "hidden") return <input type="hidden" name={name} value={value} />;
  if (field.kind === "trap")
    return (
      <label aria-hidden="true" className="absolute -start-[200vw] h-px w-px overflow-hidden">
        {field.label}
        <input name={name} defaultValue={value} tabIndex={-1} autoComplete="off" />
      </label>
    );
  const error = state.errors[name];
  const gated = field.gated && stepsBack(field, known) ? "gated" : undefined;
  if (field.kind === "check") {
    const ways = [
      "grid gap-1.5",
      field.hintOnceTicked ? "hint-once-ticked" : "",
      field.once ? "once" : "",
      field.afterSeries && stepsBack(field, known) ? "after-series" : "",
      gated ?? "",
    ];
    return (
      <div className={ways.filter(Boolean).join(" ")}>
        <FieldError id={name}>{error}</FieldError>
        <Choice
          id={name}
          name={name}
          value="on"
          defaultChecked={value === "on"}
          data-usual={usual[name] === "on" || undefined}
          label={field.label}
          required={field.required}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(name, field.hint, error)}
        />
        {field.hint ? (
          <p id={`${name}-hint`} className="text-sm text-ink-soft">
            {field.hint}
          </p>
        ) : null}
      </div>
    );
  }
  const isUsual = (option: Option) => option.value === usual[name] || undefined;
  if (field.kind === "radios")
    return (
      <ChoiceGroup id={name} legend={field.label} hint={field.hint} error={error} columns={field.columns}>
        {lists[field.options]?.map((option) => (
          <Choice
            key={option.value}
            id={`${name}.${option.value}`}
            name={name}
            type="radio"
            value={option.value}
            label={option.lang === undefined ? option.label : <bdi lang={option.lang}>{option.label}</bdi>}
            icon={option.icon}
            defaultChecked={value === option.value}
            data-usual={isUsual(option)}
            aria-invalid={error ? true : undefined}
          />
        ))}
      </ChoiceGroup>
    );
  if (field.kind === "file") {
    const { label, hint, accept, required } = field;
    return <FileField id={name} {...{ name, label, hint, error, accept, required }} />;
  }
  const common = { id: name, name, label: field.label, hint: field.hint, error, defaultValue: value };
  if (field.kind === "select")
    return (
      <SelectField {...common}>
        {lists[field.options]?.map((option) => (
          <option
            key={option.value}
            value={option.value}
            lang={option.lang}
            data-usual={isUsual(option)}
            data-opens={option.opens || undefined}
          >
            {option.label}
          </option>
        ))}
      </SelectField>
    );
  if (field.kind !== "text") return null;
  const { type, inputMode, autoComplete, maxLength, ltr, required } = field;
  const direction = ltr ? ({ dir: "ltr", className: "text-start" } as const) : field.language;
  const plain = field.lines ? (
    <LongTextField {...common} {...direction} {...{ maxLength, required }} rows={field.lines} />
  ) : (
    // An empty placeholder, so that the style sheet can tell filled fields from empty ones.
    <TextField {...common} {...direction} {...{ type, inputMode, autoComplete, maxLength, required }} placeholder=" " />
  );
  const control = field.below ? (
    <div className="grid gap-3">
      {plain}
      {field.below}
    </div>
  ) : (
    plain
  );
  if (!field.beside) return <div className={gated}>{control}</div>;
  return (
    <div className="grid gap-4 lg:grid-cols-2 lg:gap-8">
      <div className="grid min-w-0 content-start gap-3">{field.beside}</div>
      <div className="min-w-0">{control}</div>
    </div>
  );
}

function Fold({ field, ...known }: { field: FoldOf } & Known) {
  const open = field.open || questionsWithin(field.fields).some((question) => !stepsBack(question, known));
  const title = field.title ?? field.label;
  return (
    <details
      open={open}
      className={`fold rounded-field border-2 border-line open:border-edge ${field.series ? "one-more" : ""}`}
    >
      <summary className="flex min-h-12 list-none items-center gap-3 px-(--beside) py-2 leading-snug">
        {field.icon ? (
          <span aria-hidden="true" className="shrink-0 text-spruce">
            {field.icon}
          </span>
        ) : null}
        <span className="min-w-0 grow">
          <span className="font-semibold">
            <span className="while-closed">{field.label}</span>
            <span className="while-open">{title}</span>
          </span>
          {field.usual ? <span className="while-usual block text-sm text-ink-soft">{field.usual}</span> : null}
        </span>
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className="size-6 shrink-0 text-spruce"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeLinecap="round"
        >
          <path d="M5 12h14" />
          <path className="while-closed" d="M12 5v14" />
        </svg>
      </summary>
      <fieldset className="grid min-w-0 gap-4 px-(--beside) pt-1 pb-4">
        <legend className="sr-only">{title}</legend>
        {field.hint ? <p className="text-sm text-ink-soft">{field.hint}</p> : null}
        <Fields of={field.fields} {...known} />
      </fieldset>
    </details>
  );
}
