import { env } from "@/platform/env";

/** The legal person who is responsible, as a notice names it (GDPR, article 13(1)). */
export interface LegalPerson {
  name: string;
  /** Finland's Business ID (Y-tunnus). */
  businessId: string | null;
  /** Postal address in one line. */
  address: string | null;
  email: string | null;
  phone: string | null;
  /** Whom to ask about data protection, if it is someone else: an address or a number, with or without a name. */
  privacyContact: string | null;
}

/** The demo's operator. Everybody can see that it is invented. */
const INVENTED: LegalPerson = {
  name: "Polkuverkosto ry",
  businessId: "0000000-0",
  address: "Keksitty katu 1, 00000 Helsinki",
  email: "polkuverkosto@example.org",
  phone: "+358 40 000 0000",
  privacyContact: "tietosuoja@example.org",
};

/** Who runs the portal, who processes data for them, and where outside the European Economic Area. */
export interface Operator extends LegalPerson {
  /** True in the demo. */
  invented: boolean;
  processors: string | null;
  outsideEea: string | null;
}

/** Who runs this portal, from the settings. */
export function operator(): Operator {
  const settings = env();
  if (settings.DEMO && !settings.OPERATOR_NAME)
    return { ...INVENTED, invented: true, processors: null, outsideEea: null };
  return {
    name: settings.OPERATOR_NAME ?? "OmaPolku",
    businessId: settings.OPERATOR_BUSINESS_ID ?? null,
    address: settings.OPERATOR_ADDRESS ?? null,
    email: settings.OPERATOR_EMAIL ?? null,
    phone: settings.OPERATOR_PHONE ?? null,
    privacyContact: settings.OPERATOR_PRIVACY_CONTACT ?? null,
    invented: settings.DEMO,
    processors: settings.OPERATOR_PROCESSORS ?? null,
    outsideEea: settings.OPERATOR_OUTSIDE_EEA ?? null,
  };
}
