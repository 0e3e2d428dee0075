import { CalendarDays } from "lucide-react";
import type { ReactNode } from "react";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice, ChoiceGroup } from "@/ui/choice";
import { Dialog } from "@/ui/dialog";
import { SelectField, TextField } from "@/ui/field";
import { HeroIllustration } from "@/ui/hero-illustration";
import { LogoMark } from "@/ui/logo";
import { Navigation } from "@/ui/navigation";
import { Notice } from "@/ui/notice";
import { Pagination } from "@/ui/pagination";
import { Skeleton } from "@/ui/skeleton";
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

/** The design system at a glance, in both directions. The development server alone has this page. */
export default function StyleguidePage() {
  return (
    <main className="mx-auto grid max-w-5xl gap-10 px-4 py-8">
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
      {(["ltr", "rtl"] as const).map((dir) => (
        <div key={dir} dir={dir} lang={dir === "rtl" ? "ar" : "fi"} className="grid gap-8">
          <Part title={dir === "rtl" ? "من اليمين إلى اليسار" : "Vasemmalta oikealle"}>
            <Navigation
              label={`navigation ${dir}`}
              items={[
                { href: HERE, label: "Foorumit", icon: <CalendarDays aria-hidden className="size-5" />, current: true },
                { href: routes.home("fi"), label: "Koti" },
              ]}
            />
            <p className="flex flex-wrap gap-3">
              <Button>Primary</Button>
              <Button kind="secondary">Secondary</Button>
              <Button kind="danger">Danger</Button>
              <TextLink href="#top">Link</TextLink>
            </p>
            <p className="flex flex-wrap gap-2">
              <Tag>plain</Tag>
              <Tag tone="good">good</Tag>
              <Tag tone="care">care</Tag>
              <Tag tone="stop">stop</Tag>
              <Tag tone="info">info</Tag>
            </p>
            <Notice title="Info">info</Notice>
            <Notice tone="good">good</Notice>
            <Notice tone="care">care</Notice>
            <Notice tone="stop">stop</Notice>
            <Card className="grid gap-4">
              <TextField id={`name-${dir}`} label="Field" hint="Hint" />
              <TextField id={`bad-${dir}`} label="Field with an error" error="What to do about it" />
              <SelectField id={`select-${dir}`} label="Select">
                <option>suomi</option>
              </SelectField>
              <ChoiceGroup id={`choice-${dir}`} legend="Choice" columns>
                <Choice id={`a-${dir}`} name={`c-${dir}`} type="radio" label="One" defaultChecked />
                <Choice id={`b-${dir}`} name={`c-${dir}`} type="radio" label="Two" />
              </ChoiceGroup>
            </Card>
            <Table
              caption="Table"
              head={["Language", "People"]}
              rows={[
                ["Soomaali", "12"],
                ["دری", "8"],
              ]}
            />
            <Dialog id={`dialog-${dir}`} open="Open the dialog" title="Dialog" close="Close">
              <p>Without a script.</p>
            </Dialog>
            <Pagination
              label={`pages ${dir}`}
              status="2 / 3"
              previous={{ href: HERE, label: "Previous" }}
              next={{ href: HERE, label: "Next" }}
            />
            <Skeleton />
          </Part>
        </div>
      ))}
    </main>
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
