import { CalendarDays } from "lucide-react";
import type { ReactNode } from "react";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { ButtonLink } from "@/ui/button-link";
import { Card } from "@/ui/card";
import { Choice, ChoiceGroup } from "@/ui/choice";
import { ContactLine } from "@/ui/contact-line";
import { CopyButton } from "@/ui/copy-button";
import { CountTiles } from "@/ui/count-tiles";
import { Dialog } from "@/ui/dialog";
import { LongTextField, SelectField, TextField } from "@/ui/field";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { FormAutosave } from "@/ui/form-autosave";
import type { FormState, FormStep, Noted } from "@/ui/form-model";
import { GivenLink } from "@/ui/given-link";
import { HelpProvider } from "@/ui/help-context";
import { HelpLine } from "@/ui/help-line";
import { HeroIllustration } from "@/ui/hero-illustration";
import { ChoiceName, ChosenFilters, ListFilter } from "@/ui/list-filter";
import { LogoMark } from "@/ui/logo";
import { Menu } from "@/ui/menu";
import { Navigation } from "@/ui/navigation";
import { Notice } from "@/ui/notice";
import { Pagination } from "@/ui/pagination";
import { QrCode } from "@/ui/qr-code";
import { Found, SearchForm } from "@/ui/search-form";
import { Section } from "@/ui/section";
import { ShareButtons } from "@/ui/share-buttons";
import { Skeleton } from "@/ui/skeleton";
import { SummaryListItem } from "@/ui/summary-list-item";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";

const COLOURS = [
  "paper",
  "surface",
  "sunk",
  "ink",
  "ink-soft",
  "line",
  "edge",
  "spruce",
  "moss",
  "cloudberry",
  "cloudberry-soft",
  "lingon",
  "lingon-soft",
  "lake",
  "lake-soft",
];
const HERE = routes.forums("fi");
const CALENDAR = <CalendarDays aria-hidden className="size-5" />;

type Direction = "ltr" | "rtl";

/** For each direction, a text that must wrap and a word that must break. */
const LONG: Record<Direction, string> = {
  ltr: "Maahanmuuttajajärjestöjen yhteistyöfoorumiin ilmoittautumisen peruuttamismahdollisuus ja kaikki muu, mikä ei mahdu yhdelle riville",
  rtl: "نص طويل لا يتسع له سطر واحد، ومعه كلمة أجنبية طويلة: Maahanmuuttajajärjestöjenyhteistyöfoorumi",
};

/** Questions of each kind. Names contain the direction, because both forms are on one page. */
function steps(dir: Direction): FormStep[] {
  return [
    {
      id: `part-${dir}`,
      title: "Part of a form",
      optional: "optional",
      hint: "A hint for the part",
      icon: CALENDAR,
      fields: [
        { kind: "text", name: `text-${dir}`, label: "Text", hint: "A hint" },
        { kind: "text", name: `phone-${dir}`, label: "Phone, left to right", type: "tel", ltr: true },
        { kind: "select", name: `list-${dir}`, label: "List", options: "languages" },
        { kind: "radios", name: `one-${dir}`, label: "One of a few", options: "languages", columns: true },
        { kind: "check", name: `check-${dir}`, label: "Agreement", hint: "What follows from it" },
        {
          kind: "fold",
          id: `fold-${dir}`,
          label: "Questions behind their usual answers",
          usual: "The usual answer",
          fields: [{ kind: "text", name: `more-${dir}`, label: "More" }],
        },
      ],
    },
  ];
}

const LANGUAGES = [
  { value: "fi", label: "suomi", lang: "fi" },
  { value: "ar", label: "العربية", lang: "ar" },
];

async function note(_form: FormData): Promise<Noted> {
  "use server";
  return { said: "Kept as a draft", over: false };
}

/** Refuses everything, so that the form can be seen with its errors. */
async function refuse(state: FormState): Promise<FormState> {
  "use server";
  return { ...state, attempt: state.attempt + 1 };
}

/** The design system at a glance, in both directions. Only in the development server. */
export default function StyleguidePage() {
  return (
    <main className="mx-auto grid max-w-7xl gap-10 px-4 py-8">
      <h1 className="flex items-center gap-3 text-3xl">
        <LogoMark /> Styleguide
      </h1>
      <HeroIllustration className="h-56 w-full rounded-card" />
      <Part title="Colour">
        <ul className="grid grid-cols-3 gap-3 sm:grid-cols-5">
          {COLOURS.map((name) => (
            <li key={name} className="grid gap-1 text-sm">
              <span className="h-14 rounded-field border border-line" style={{ background: `var(--${name})` }} />
              {name}
            </li>
          ))}
        </ul>
      </Part>
      <Found text="the words searched for">What a search found</Found>
      <ListFilter
        action={HERE}
        title="A list’s filters"
        submit="Show"
        questions={[
          { name: "one", label: "Filter", any: "Any", options: [{ value: "a", label: "One" }], chosen: "a" },
          {
            name: "two",
            label: "Another filter",
            any: "Any",
            options: [{ value: "b", label: "Two" }],
            chosen: undefined,
            without: { label: "Nothing yet", options: [{ value: "c", label: "Three" }] },
          },
        ]}
      />
      <CountTiles
        tiles={[
          { label: "Came", value: "12/20" },
          { label: "Not yet", value: 8 },
          { label: "Others", value: 0 },
        ]}
      />
      <ChosenFilters
        label="Chosen"
        remove="Remove"
        clear={{ href: HERE, label: "Remove all" }}
        choices={[
          { href: `${HERE}#one`, name: "One" },
          { href: `${HERE}#two`, name: "اثنان", lang: "ar", dir: "rtl" },
        ]}
      />
      <p>
        A choice in a heading: <ChoiceName name="اثنان" lang="ar" dir="rtl" />
      </p>
      <GivenLink title="A link that is shown once" address="https://example.org/a" copy="Copy" copied="Copied">
        <p>What it opens.</p>
      </GivenLink>
      <div className="grid gap-10 lg:grid-cols-2">
        <Components dir="ltr" />
        <Components dir="rtl" />
      </div>
    </main>
  );
}

/** Every component with its states, in one direction. */
function Components({ dir }: { dir: Direction }) {
  const long = LONG[dir];
  const icon = CALENDAR;
  return (
    <div dir={dir} lang={dir === "rtl" ? "ar" : "fi"} className="grid min-w-0 content-start gap-8">
      <Part title={dir === "rtl" ? "من اليمين إلى اليسار" : "Vasemmalta oikealle"}>
        <Navigation
          label={`navigation ${dir}`}
          items={[
            { href: HERE, label: "Foorumit", icon, current: true },
            { href: routes.home("fi"), label: "Koti" },
          ]}
        />
        <Navigation
          label={`navigation in two groups ${dir}`}
          items={[
            { href: HERE, label: "Foorumit", icon, current: true },
            { href: routes.home("fi"), label: "Koti" },
          ]}
          more={[
            { href: routes.groups("fi"), label: "Ryhmät" },
            { href: routes.news("fi"), label: "Uutiset" },
          ]}
        />
        <Navigation
          label={`tabs ${dir}`}
          tabs
          items={[
            { href: HERE, label: "Foorumit", icon, current: true },
            { href: routes.home("fi"), label: "Koti", icon },
          ]}
        />
        <Menu
          className="justify-self-start"
          button={<summary className={buttonClass("secondary", "list-none")}>Menu</summary>}
        >
          <p className="p-3">What the menu holds</p>
        </Menu>
      </Part>
      <Part title="Buttons and links">
        {(["primary", "secondary", "danger"] as const).map((kind) => (
          <p key={kind} className="flex flex-wrap gap-3">
            <Button kind={kind}>{kind}</Button>
            <Button kind={kind} aria-disabled>
              busy
            </Button>
            <ButtonLink kind={kind} href={HERE}>
              link
            </ButtonLink>
            <Button kind={kind}>{long}</Button>
          </p>
        ))}
        <p className="flex flex-wrap items-center gap-3">
          <CopyButton text="text" label="Copy" done="Copied" className={buttonClass("secondary")} />
          <TextLink href="#top">Link</TextLink>
          <TextLink href="#top">{long}</TextLink>
        </p>
        <ContactLine name="Amina Ali" phone="+358 40 123 4501" email="amina@example.org" />
        <ContactLine name="Amina Ali" phone={null} email="amina@example.org" />
        <ShareButtons
          title="Title"
          text="Text"
          url="https://example.org/a"
          words={{ whatsapp: "WhatsApp", email: "Email", copy: "Copy", copied: "Copied" }}
        >
          <ButtonLink kind="secondary" href={HERE}>
            further
          </ButtonLink>
        </ShareButtons>
        <p className="flex flex-wrap gap-2">
          <Tag>plain</Tag>
          <Tag tone="good">good</Tag>
          <Tag tone="care">care</Tag>
          <Tag tone="stop">stop</Tag>
          <Tag tone="info">info</Tag>
          <Tag>{long}</Tag>
        </p>
      </Part>
      <Part title="Messages">
        <FlashMessage done="saved" messages={{ saved: "What has just been done" }} />
        <FlashMessage done="failed" messages={{ failed: { text: "What could not be done", tone: "stop" } }} />
        <Notice title="Info" icon={icon}>
          info
        </Notice>
        <Notice tone="good">good</Notice>
        <Notice tone="care">care</Notice>
        <Notice tone="stop" title={long}>
          {long}
        </Notice>
        <HelpLine text="Do you need help?" contact={{ phone: "+358 40 123 4567", email: "apu@example.org" }} />
        <HelpLine text={long} contact={{ email: "maahanmuuttajajarjestojen.yhteistyofoorumi@example.org" }} />
        <Skeleton />
      </Part>
      <Part title="Controls">
        <Card className="grid gap-4">
          <TextField id={`name-${dir}`} label="Field" hint="Hint" />
          <TextField id={`bad-${dir}`} label="Field with an error" hint="Hint" error="What to do about it" />
          <TextField id={`off-${dir}`} label="Disabled field" defaultValue="unchanged" disabled />
          <TextField id={`long-${dir}`} label={long} hint={long} error={long} defaultValue={long} />
          <SelectField id={`select-${dir}`} label="Select">
            <option>suomi</option>
          </SelectField>
          <SelectField id={`bad-select-${dir}`} label="Select with an error" error="What to do about it">
            <option>{long}</option>
          </SelectField>
          <LongTextField id={`off-text-${dir}`} label="Disabled text" defaultValue="unchanged" disabled />
          <SelectField id={`off-select-${dir}`} label="Disabled select" disabled>
            <option>suomi</option>
          </SelectField>
          <ChoiceGroup id={`choice-${dir}`} legend="Choice" hint="Hint" columns>
            <Choice id={`a-${dir}`} name={`c-${dir}`} type="radio" label="One" icon={icon} defaultChecked />
            <Choice id={`b-${dir}`} name={`c-${dir}`} type="radio" label={long} />
          </ChoiceGroup>
          <ChoiceGroup id={`bad-choice-${dir}`} legend="Choice with an error" error="What to do about it">
            <Choice id={`d-${dir}`} label="Checkbox" />
            <Choice id={`e-${dir}`} label="Disabled checkbox" disabled />
            <Choice id={`f-${dir}`} label="Disabled checkbox that is checked" disabled defaultChecked />
            <Choice
              id={`g-${dir}`}
              type="radio"
              label="Disabled radio button that is checked"
              disabled
              defaultChecked
            />
          </ChoiceGroup>
        </Card>
        <SearchForm action={HERE} submit="Search">
          <TextField id={`search-${dir}`} label="Words" />
        </SearchForm>
      </Part>
      <Part title="A form that was refused">
        <HelpProvider help={<HelpLine text="Do you need help?" contact={{ phone: "+358 40 123 4567" }} />}>
          <Form
            action={refuse}
            initial={{
              values: { [`text-${dir}`]: "typed before" },
              errors: { [`text-${dir}`]: "What to do about it", [`one-${dir}`]: "Choose one" },
              refusal: "A refusal that belongs to no single field",
              attempt: 1,
            }}
            steps={steps(dir)}
            lists={{ languages: LANGUAGES }}
            intro="What must be answered, and what need not."
            words={{
              titleOfErrors: "{title}",
              errorTitles: ["One answer needs correcting", "Two answers need correcting"],
              submit: "Send",
              sending: "Sending",
              slow: "This takes long",
              unsent: "No answer came",
              failed: "The server failed",
              failedId: "{id}",
              outdated: "The page is outdated",
              tooLong: "You wrote more than we can take at once.",
            }}
          >
            <FormAutosave keep={note} unkept="Not kept" />
          </Form>
        </HelpProvider>
      </Part>
      <Section title="Section" icon={icon}>
        <dl className="grid gap-3">
          <SummaryListItem icon={icon} label="Label">
            Entry
          </SummaryListItem>
          <SummaryListItem icon={icon} label="Label without words on a phone" compact>
            {long}
          </SummaryListItem>
        </dl>
        <Table
          caption={`table ${dir}`}
          head={["Language", "People"]}
          numeric={[1]}
          rows={[
            ["Soomaali", "12"],
            [long, "8"],
          ]}
        />
        <QrCode text="https://example.org" label="A code to scan" className="w-32" />
        <Dialog id={`dialog-${dir}`} open="Open the dialog" title="Dialog" close="Close">
          <p>Without a script.</p>
        </Dialog>
        <Pagination
          label={`pages ${dir}`}
          status="2 / 3"
          previous={{ href: HERE, label: "Previous" }}
          next={{ href: HERE, label: "Next" }}
        />
        <Pagination label={`first page ${dir}`} status="1 / 3" next={{ href: HERE, label: "Next" }} />
      </Section>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-4">
      <h2 className="text-2xl">{title}</h2>
      {children}
    </section>
  );
}
