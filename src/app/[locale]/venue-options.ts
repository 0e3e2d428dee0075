import type { listVenues } from "@/features/forums/queries";
import type { Option } from "@/ui/form-model";

/** Venues as a form's options. Venues with the same name show their municipality. */
export function venueOptions(venues: Awaited<ReturnType<typeof listVenues>>): Option[] {
  return venues.map(({ slug, name, municipality }) => ({
    value: slug,
    label: municipality ? `${name}, ${municipality}` : name,
    lang: "fi",
  }));
}
