import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ERROR_KINDS } from "@/platform/error-kinds";
import { ErrorInEveryLanguage } from "../../../error-in-every-language";

/** Prerendered for src/server, like `[locale]/errors`, for addresses without a language. */
export const dynamicParams = false;
export const metadata: Metadata = { robots: { index: false } };

export function generateStaticParams() {
  return ERROR_KINDS.map((kind) => ({ kind }));
}

export default async function ErrorPage({ params }: { params: Promise<{ kind: string }> }) {
  const { kind: asked } = await params;
  const kind = ERROR_KINDS.find((one) => one === asked);
  if (!kind) notFound();
  return <ErrorInEveryLanguage kind={kind} />;
}
