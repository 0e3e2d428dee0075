import { domainToASCII } from "node:url";
import { z } from "zod";
import { toLatinDigits } from "@/i18n/formatting";
import { LOCALE_CODES } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { oneLine } from "@/i18n/one-line";
import { PageNumber } from "@/i18n/page-number";
import { type Address, presentPath } from "@/i18n/routes";
import { SearchText } from "@/i18n/search-text";

/** Refusals are keys of the messages' AccountErrors namespace. */
export type AccountErrorKey = keyof Messages["AccountErrors"];
export const accountError = (key: AccountErrorKey) => ({ error: key });

/** An address whose domain has letters of any language (posti@järjestö.fi) in IDNA form; any other unchanged. */
export function asciiDomain(address: string): string {
  const at = address.lastIndexOf("@") + 1;
  const domain = address.slice(at);
  return at > 0 && /[^\0-\x7F]/.test(domain) ? address.slice(0, at) + domainToASCII(domain) : address;
}

/** zod's own pattern, plus top-level domains in other scripts in IDNA form (.укр is .xn--j1amh). */
const ADDRESS =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+([A-Za-z]{2,}|xn--[a-z0-9-]+)$/;

/**
 * Why an address is refused: it is not an address, or its part before the @ has letters or digits of other scripts
 * (SMTPUTF8, RFC 6531), which few mail servers accept. Null if it is fine. Record 021.
 */
export function addressRefusal(address: string): "email_invalid" | "email_letters" | null {
  if (address.length > 254) return "email_invalid";
  if (ADDRESS.test(address)) return null;
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0)).replace(/[\p{L}\p{M}\p{N}]/gu, "x");
  return ADDRESS.test(local + address.slice(at)) ? "email_letters" : "email_invalid";
}

/** An email address in lower case, which identifies an account. */
export const Email = z
  .string(accountError("email_invalid"))
  .trim()
  .toLowerCase()
  .max(254, accountError("email_invalid"))
  .transform(asciiDomain)
  .superRefine((address, context) => {
    const message = addressRefusal(address);
    if (message) context.addIssue({ code: "custom", message });
  });

const OWN_PATH = new RegExp(`^/(${LOCALE_CODES.join("|")})(/[\\w./-]*)?(\\?[\\w=&.-]*)?$`);

/**
 * Where to redirect after signing in: a path of this portal in one of its languages, in its present form; never another
 * site.
 */
export const NextPath = z
  .string()
  .max(300)
  .transform(presentPath)
  .pipe(z.custom<Address>((path) => typeof path === "string" && OWN_PATH.test(path) && !path.includes("//")))
  .optional()
  .catch(undefined);

export const SignInSchema = z.object({ email: Email });

/** Six digits of any script, whatever stands between them. */
export const CodeSchema = z.object({
  code: z
    .string(accountError("code_invalid"))
    .max(40, accountError("code_invalid"))
    .transform((text) => toLatinDigits(text).replace(/\D/g, ""))
    .pipe(z.string().length(6, accountError("code_invalid"))),
});

/** Six digits from a generator, or a recovery code: ten letters and digits. */
export const SecondFactorSchema = z.object({
  code: z
    .string(accountError("factor_invalid"))
    .max(40, accountError("factor_invalid"))
    .transform((text) => toLatinDigits(text).replace(/[\s-]/g, "").toUpperCase())
    .pipe(z.string().regex(/^(\d{6}|[A-Z2-7]{10})$/, accountError("factor_invalid"))),
});

/** A person's name, shown to the people who work with them. */
export const PersonName = z
  .string(accountError("name_invalid"))
  .transform(oneLine)
  .pipe(z.string().min(1, accountError("name_invalid")).max(100, accountError("name_invalid")));

export const ProfileSchema = z.object({
  name: PersonName,
  locale: z.enum(LOCALE_CODES, accountError("language_invalid")),
});

/** The search for links. Unreadable values count as not given. */
export const LinkSearchSchema = z.object({
  /** A part of the holder's name. */
  text: SearchText,
  page: PageNumber,
});
export type LinkSearchSchema = z.infer<typeof LinkSearchSchema>;
