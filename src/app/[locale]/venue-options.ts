import type { listVenues } from "@/features/forums/queries";
import type { Option } from "@/ui/form-model";

/** Venues as a form offers them: those of one name are told apart by their municipality. */
export function venueOptions(venues: Awaited<ReturnType<typeof listVenues>>): Option[] {
  return venues.map(({ slug, name, municipality }) => ({
    value: slug,
    label: municipality ? `${name}, ${municipality}` : name,
    lang: "fi",
  }));
}
