import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ERROR_KINDS, TYPED_KIND } from "@/platform/error-kinds";
import { ErrorWords } from "../../error-words";
import { localeOf } from "../../locale-params";

interface Props {
  params: Promise<{ locale: string; kind: string }>;
}

/** Prerendered for src/server, which shows them in place of every error. They have no address of their own. */
export const dynamicParams = false;

const KINDS = [...ERROR_KINDS, TYPED_KIND] as const;

export function generateStaticParams() {
  return KINDS.map((kind) => ({ kind }));
}

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { kind: asked } = await params;
  const kind = KINDS.find((one) => one === asked);
  if (!kind) notFound();
  return { locale, kind };
}

const NAMESPACES = { "not-found": "NotFound", refused: "Refused", failure: "Failure", typed: "Typed" } as const;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, kind } = await readParams(props);
  const t = await getTranslations({ locale, namespace: NAMESPACES[kind] });
  return { title: t("title"), robots: { index: false } };
}

export default async function ErrorPage(props: Props) {
  return <ErrorWords {...(await readParams(props))} />;
}
