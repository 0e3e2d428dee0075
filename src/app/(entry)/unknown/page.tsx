import { notFound } from "next/navigation";

/** Where next.config.ts sends every address that begins with no language of the portal. */
export default function UnknownPage() {
  notFound();
}
