"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { Button } from "@/ui/button";
import { Choice, ChoiceGroup } from "@/ui/choice";
import { describedBy, FieldError, SelectField, TextField } from "@/ui/field";
import type { FormState } from "../form-state";
import type { FormValues } from "../schema";

interface Option {
  value: string;
  label: string;
  lang?: string;
}

/** Every word of the form, already in the reader's language. */
interface RegisterFormLabels {
  errorTitles: string[];
  you: string;
  name: string;
  nameHint: string;
  role: string;
  language: string;
  languageHint: string;
  interpretation: string;
  family: string;
  familyHint: string;
  addPerson: string[];
  personName: string;
  personRole: string;
  personLanguage: string;
  personInterpretation: string;
  childcare: string;
  childcareHint: string;
  childAges: string[];
  reach: string;
  reachHint: string;
  phone: string;
  phoneHint: string;
  email: string;
  emailHint: string;
  screenshot: string;
  messageLocale: string;
  contactWay: string;
  consent: string;
  consentHint: string;
  submit: string;
  submitWaiting: string;
  sending: string;
}

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  initial: FormState;
  labels: RegisterFormLabels;
  roles: Option[];
  languages: Option[];
  locales: Option[];
  contactWays: Option[];
  people: number;
  /** Boxes for children's ages; 0 where the forum has no childcare. */
  children: number;
  consent: "ask" | "given";
  consentLink: ReactNode;
  icons: {
    you: ReactNode;
    family: ReactNode;
    childcare: ReactNode;
    reach: ReactNode;
    read: ReactNode;
    listen: ReactNode;
    call: ReactNode;
  };
}

/**
 * The registration form. Works before, and without, its script: then the page is sent and comes back with what was typed
 * and the errors. With it, the same happens in place. The error summary takes the focus either way.
 */
export function RegisterForm(props: Props) {
  const { labels } = props;
  const [state, submit, pending] = useActionState(props.action, props.initial);
  const summary = useRef<HTMLDivElement>(null);
  const { values, errors } = state;
  const failed = Object.entries(errors);
  useEffect(() => {
    if (state.attempt > 0) summary.current?.focus();
  }, [state.attempt]);
  const text = (name: string) => ({ id: name, name, defaultValue: values[name] ?? "", error: errors[name] });
  const check = (name: string) => ({ id: name, name, value: "on", defaultChecked: values[name] === "on" });
  const steps = props.children > 0 ? 4 : 3;

  return (
    <form action={submit} noValidate className="grid gap-6">
      {failed.length > 0 || state.refusal ? (
        <div
          ref={summary}
          tabIndex={-1}
          // biome-ignore lint/a11y/noAutofocus: without a script the page is loaded anew, and focus must lead to what is wrong
          autoFocus
          role="alert"
          className="grid gap-2 rounded-card border-2 border-lingon bg-lingon-soft p-5"
        >
          {failed.length > 0 ? (
            <h2 className="text-xl text-lingon">{labels.errorTitles[failed.length] ?? labels.errorTitles.at(-1)}</h2>
          ) : null}
          {state.refusal ? <p className="font-semibold">{state.refusal}</p> : null}
          <ul className="grid gap-1">
            {failed.map(([field, message]) => (
              <li key={field}>
                <a
                  href={`#${field}`}
                  className="inline-flex min-h-8 items-center font-medium text-lingon underline underline-offset-4"
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {/* A new answer brings new fields: a browser keeps what a select or a checkbox showed before. */}
      <div key={state.attempt} className="grid gap-6">
        <input type="hidden" name="submission" value={values.submission} />
        {state.offersWaiting ? <input type="hidden" name="acceptWaiting" value="on" /> : null}

        <Step icon={props.icons.you} title={labels.you} n={1} of={steps}>
          <TextField
            {...text("people.0.name")}
            label={labels.name}
            hint={labels.nameHint}
            required
            autoComplete="name"
            maxLength={200}
          />
          <ChoiceGroup id="people.0.role" legend={labels.role} error={errors["people.0.role"]} columns>
            {props.roles.map((role) => (
              <Choice
                key={role.value}
                id={`people.0.role.${role.value}`}
                name="people.0.role"
                type="radio"
                value={role.value}
                label={role.label}
                defaultChecked={values["people.0.role"] === role.value}
              />
            ))}
          </ChoiceGroup>
          <SelectField {...text("people.0.language")} label={labels.language} hint={labels.languageHint}>
            <Options of={props.languages} />
          </SelectField>
          <Choice {...check("people.0.interpretation")} label={labels.interpretation} />
        </Step>

        <Step icon={props.icons.family} title={labels.family} hint={labels.familyHint} n={2} of={steps}>
          {Array.from({ length: props.people - 1 }, (_, index) => index + 1).map((n) => (
            <Person
              key={n}
              n={n}
              labels={labels}
              values={values}
              errors={errors}
              roles={props.roles}
              languages={props.languages}
            />
          ))}
        </Step>

        {props.children > 0 ? (
          <Step icon={props.icons.childcare} title={labels.childcare} hint={labels.childcareHint} n={3} of={steps}>
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
              {Array.from({ length: props.children }, (_, n) => (
                <TextField
                  // biome-ignore lint/suspicious/noArrayIndexKey: the boxes are counted, not moved
                  key={n}
                  {...text(`child.${n}`)}
                  label={labels.childAges[n]}
                  inputMode="numeric"
                  autoComplete="off"
                  maxLength={4}
                />
              ))}
            </div>
          </Step>
        ) : null}

        <Step icon={props.icons.reach} title={labels.reach} hint={labels.reachHint} n={steps} of={steps}>
          <TextField
            {...text("phone")}
            label={labels.phone}
            hint={labels.phoneHint}
            type="tel"
            inputMode="tel"
            autoComplete="tel"
            dir="ltr"
            className="text-start"
            maxLength={40}
          />
          <TextField
            {...text("email")}
            label={labels.email}
            hint={labels.emailHint}
            type="email"
            inputMode="email"
            autoComplete="email"
            dir="ltr"
            className="text-start"
            maxLength={300}
          />
          <Choice {...check("screenshot")} label={labels.screenshot} />
          <SelectField {...text("messageLocale")} label={labels.messageLocale}>
            <Options of={props.locales} />
          </SelectField>
          <ChoiceGroup id="contactWay" legend={labels.contactWay} error={errors.contactWay}>
            {props.contactWays.map(({ value, label }) => (
              <Choice
                key={value}
                id={`contactWay.${value}`}
                name="contactWay"
                type="radio"
                value={value}
                label={label}
                icon={props.icons[value as "read" | "listen" | "call"]}
                defaultChecked={values.contactWay === value}
              />
            ))}
          </ChoiceGroup>
        </Step>

        {props.consent === "ask" ? (
          <div className="grid gap-2">
            <FieldError id="consent">{errors.consent}</FieldError>
            <Choice
              {...check("consent")}
              label={labels.consent}
              required
              aria-invalid={errors.consent ? true : undefined}
              aria-describedby={describedBy("consent", true, errors.consent)}
            />
            <p id="consent-hint" className="text-sm text-ink-soft">
              {labels.consentHint} {props.consentLink}
            </p>
          </div>
        ) : null}
      </div>
      <Button type="submit" aria-disabled={pending} className="min-h-14 text-lg">
        {pending ? labels.sending : state.offersWaiting ? labels.submitWaiting : labels.submit}
      </Button>
    </form>
  );
}

/** One part of the form: a way mark with its number, a picture for those who read little, and its questions. */
function Step({
  icon,
  title,
  hint,
  n,
  of,
  children,
}: {
  icon: ReactNode;
  title: string;
  hint?: string;
  n: number;
  of: number;
  children: ReactNode;
}) {
  return (
    <fieldset className="min-w-0 rounded-card border border-line bg-surface p-5 shadow-card sm:p-7">
      <legend className="float-start mb-4 flex w-full items-center gap-3">
        <span className="grid size-12 shrink-0 place-items-center rounded-full bg-spruce text-on-spruce">{icon}</span>
        <span className="font-display text-xl font-bold">{title}</span>
        <bdi dir="ltr" aria-hidden="true" className="ms-auto text-sm text-ink-soft">
          {n}/{of}
        </bdi>
      </legend>
      <div className="clear-both grid gap-5">
        {hint ? <p className="text-ink-soft">{hint}</p> : null}
        {children}
      </div>
    </fieldset>
  );
}

/** A further person: folded until it is wanted; opening one offers the next. */
function Person({
  n,
  labels,
  values,
  errors,
  roles,
  languages,
}: {
  n: number;
  labels: RegisterFormLabels;
  values: FormValues;
  errors: FormState["errors"];
  roles: Option[];
  languages: Option[];
}) {
  const name = (field: string) => `people.${n}.${field}`;
  const text = (field: string) => ({
    id: name(field),
    name: name(field),
    defaultValue: values[name(field)] ?? "",
    error: errors[name(field)],
  });
  const open = Boolean(values[name("name")] || values[name("interpretation")] || errors[name("name")]);
  return (
    <details
      open={open}
      className="one-more rounded-field border-2 border-dashed border-edge open:border-solid open:border-line"
    >
      <summary className="flex min-h-12 items-center gap-3 px-4 py-2 font-semibold text-spruce">
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className="size-6 shrink-0"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeLinecap="round"
        >
          <path d="M12 5v14M5 12h14" />
        </svg>
        {labels.addPerson[n - 1]}
      </summary>
      <div className="grid gap-4 px-4 pb-4">
        <TextField {...text("name")} label={labels.personName} autoComplete="off" maxLength={200} />
        <SelectField {...text("role")} label={labels.personRole}>
          <Options of={roles} />
        </SelectField>
        <SelectField {...text("language")} label={labels.personLanguage}>
          <Options of={languages} />
        </SelectField>
        <Choice
          id={name("interpretation")}
          name={name("interpretation")}
          value="on"
          defaultChecked={values[name("interpretation")] === "on"}
          label={labels.personInterpretation}
        />
      </div>
    </details>
  );
}

function Options({ of }: { of: Option[] }) {
  return of.map(({ value, label, lang }) => (
    <option key={value} value={value} lang={lang}>
      {label}
    </option>
  ));
}
