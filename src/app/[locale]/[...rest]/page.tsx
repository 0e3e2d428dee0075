import { notFound } from "next/navigation";

/** Any address below a language without a page. Not cached, so that strangers cannot fill the cache with missing pages. */
export const dynamic = "force-dynamic";

export default function NoSuchPage() {
  notFound();
}
