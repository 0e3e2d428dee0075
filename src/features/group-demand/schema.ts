import { z } from "zod";
import { GROUP_KINDS } from "@/features/groups/schema";
import { Email, Phone, reachesCountryOf } from "@/features/registration/schema";
import { LOCALE_CODES } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { isPlace } from "@/i18n/municipalities";
import { PageNumber } from "@/i18n/page-number";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import { Ticked } from "@/i18n/typed-values";

/** Refusals are keys of the messages' GroupWishErrors namespace. */
type GroupWishErrorKey = keyof Messages["GroupWishErrors"];
const error = (key: GroupWishErrorKey) => ({ error: key });

const Text = z.string().max(300).catch("");

/** Where a message reaches somebody: a mail address or a phone number, in one field. */
export interface Contact {
  email: string | null;
  /** E.164. */
  phone: string | null;
}

const ContactText = (countries: readonly string[] | undefined) =>
  Text.transform((text, context): Contact => {
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const mail = text.includes("@");
    const parsed = (mail ? Email : Phone).safeParse(text);
    if (!parsed.success) return refuse(parsed.error.issues[0]?.message ?? "form_invalid");
    const { data: address } = parsed;
    if (address === null) return refuse("contact_needed" satisfies GroupWishErrorKey);
    if (mail) return { email: address, phone: null };
    if (!reachesCountryOf(address, countries)) return refuse("phone_country" satisfies GroupWishErrorKey);
    return { email: null, phone: address };
  });

/**
 * What somebody says who wants to be told of a group. Messages go to phones of some countries (ISO 3166-1); to all if none are
 * listed.
 */
export const wishSchema = (countries?: readonly string[]) =>
  z.object({
    language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
    place: Text.refine(isPlace, error("place_invalid")),
    onlineToo: Ticked,
    kind: z
      .enum(GROUP_KINDS)
      .optional()
      .catch(undefined)
      .transform((kind) => kind ?? null),
    contact: ContactText(countries),
    messageLocale: z.enum(LOCALE_CODES, error("locale_invalid")),
  });
export type WishSchema = z.infer<ReturnType<typeof wishSchema>>;

/** What a wish's form starts with. Unreadable values count as not given. */
export const WishPresetSchema = z.object({
  language: z.enum(SPOKEN_LANGUAGE_CODES).optional().catch(undefined),
  place: z.string().refine(isPlace).optional().catch(undefined),
  kind: z.enum(GROUP_KINDS).optional().catch(undefined),
});
export type WishPresetSchema = z.infer<typeof WishPresetSchema>;

/** How far back staff look, in months. */
export const PERIODS = ["3", "12", "24"] as const;

/** The filter of the table of demand. Unreadable values count as not given. */
export const DemandFilterSchema = z.object({
  language: z.enum(SPOKEN_LANGUAGE_CODES).optional().catch(undefined),
  place: z.string().refine(isPlace).optional().catch(undefined),
  /** For whom; left out, for anybody. */
  kind: z.enum(GROUP_KINDS).optional().catch(undefined),
  period: z.enum(PERIODS).catch("12"),
  page: PageNumber,
});
export type DemandFilterSchema = z.infer<typeof DemandFilterSchema>;
