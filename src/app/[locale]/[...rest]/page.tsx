import { notFound } from "next/navigation";

/** Any address below a language that no page has. Not kept: strangers must not fill the cache with what is not there. */
export const dynamic = "force-dynamic";

export default function NoSuchPage() {
  notFound();
}
