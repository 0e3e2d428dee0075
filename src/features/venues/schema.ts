import { z } from "zod";
import { Id } from "@/features/access/schema";
import { canonicalLanguage, partsOf } from "@/features/content/schema";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { isMunicipality } from "@/i18n/municipalities";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";
import { Ticked, typedLine } from "@/i18n/typed-values";

/** Refusals are keys of the messages' VenueErrors namespace. */
type VenueErrorKey = keyof Messages["VenueErrors"];
const error = (key: VenueErrorKey) => ({ error: key });

const Line = (most: number) => typedLine(most, error("too_long"));

/** One part of a venue's first text; empty if not given. */
const Words = (part: "accessibility" | "directions") =>
  z
    .string()
    .catch("")
    .transform((text) => text.trim())
    .pipe(z.string().max(partsOf("venue").get(part)?.most ?? 0, error("too_long")));

const Place = {
  name: Line(120).pipe(z.string().min(1, error("name_needed"))),
  online: Ticked,
  streetAddress: Line(120),
  postalCode: Line(20).transform(toLatinDigits),
  municipality: z.string().catch(""),
  point: z.string().max(2000).catch("").transform(toLatinDigits),
};

/** Reads a point in Finland as map services show it: latitude and longitude in degrees, e.g. `60.1699, 24.9384`. */
function parsePoint(text: string): { latitude: number; longitude: number } | undefined {
  const [, latitude = Number.NaN, longitude = Number.NaN] =
    /^\s*(\d{2}(?:\.\d{1,15})?)\s*[,،;\s]\s*(\d{2}(?:\.\d{1,15})?)\s*$/.exec(text)?.map(Number) ?? [];
  return latitude > 59 && latitude < 71 && longitude > 19 && longitude < 32 ? { latitude, longitude } : undefined;
}

/** How to get to the venue and into it, in one language; translations follow from that. */
const Text = {
  language: z.string().refine((tag) => canonicalLanguage(tag) === tag, error("language_invalid")),
  accessibility: Words("accessibility"),
  directions: Words("directions"),
};

/** The stored place of a venue. */
interface Placed {
  online: boolean;
  streetAddress: string | null;
  postalCode: string | null;
  /** The key of a municipality, or `online`. */
  municipalityKey: string;
  latitude: number | null;
  longitude: number | null;
}

/** A building has an address in a municipality; an online venue has none. */
function placed<Typed extends z.infer<z.ZodObject<typeof Place>> & { accessibility: string; directions: string }>(
  { online, streetAddress, postalCode, municipality, point, ...rest }: Typed,
  context: z.RefinementCtx,
) {
  const refuse = (field: string, key: VenueErrorKey) =>
    context.addIssue({ code: "custom", message: key, path: [field] });
  if (!online) {
    if (streetAddress === "") refuse("streetAddress", "street_needed");
    if (!/^\d{5}$/.test(postalCode)) refuse("postalCode", "postal_invalid");
    if (!isMunicipality(municipality)) refuse("municipality", "municipality_invalid");
  }
  const found = online ? undefined : parsePoint(point);
  if (!online && point.trim() !== "" && !found) refuse("point", "point_invalid");
  const { latitude = null, longitude = null } = found ?? {};
  if (rest.directions !== "" && rest.accessibility === "") refuse("accessibility", "accessibility_needed");
  const place: Placed = online
    ? { online, streetAddress: null, postalCode: null, municipalityKey: "online", latitude, longitude }
    : { online, streetAddress, postalCode, municipalityKey: municipality, latitude, longitude };
  return { ...rest, ...place };
}

/** What is asked when a venue is made. */
export const NewVenueSchema = z.object({ ...Place, ...Text, organisation: Id.catch("") }).transform(placed);
export type NewVenueSchema = z.infer<typeof NewVenueSchema>;

/** What is asked when a venue is changed. */
export const EditVenueSchema = z
  .object({
    ...Place,
    ...Text,
    /** The place stays the same and only the spelling of its name or address is corrected: nobody is told. */
    correction: Ticked,
    /** The venue as the user saw it. */
    seen: z.string().max(2000).catch(""),
    /** The consequences that the reader has been shown and now confirms. */
    confirmed: z.string().max(100_000).catch(""),
  })
  .transform(placed);
export type EditVenueSchema = z.infer<typeof EditVenueSchema>;

/** Whether a venue is to be offered from now on. */
export const RetireVenueSchema = z.object({ offered: z.enum(["yes", "no"], error("form_invalid")) });

/** The search for venues. Unreadable values count as not given. */
export const VenueSearchSchema = z.object({
  /** A part of a name, an address or a municipality. */
  text: SearchText,
  page: PageNumber,
});
export type VenueSearchSchema = z.infer<typeof VenueSearchSchema>;
