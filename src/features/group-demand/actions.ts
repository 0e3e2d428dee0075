"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { anyone, defineAction, defineFormAction } from "@/features/accounts/action";
import { HONEYPOT } from "@/features/registration/schema";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { createFormToken, readFormToken } from "@/platform/security/form-token";
import { clientNetwork, fromEverywhere, fromNetwork, oneRecipient } from "@/platform/security/rate-limit";
import { type FormValues, type Parsed, parseWith, refuse } from "@/ui/form-answer";
import { makeWish, withdrawWish } from "./commands";
import { WISHES, WISHES_TO_ONE } from "./rules";
import { type WishSchema, wishSchema } from "./schema";

/** Parses a wish, unless it seems to come from a program. */
function parseWish(values: FormValues): Parsed<WishSchema & { submission: string }> {
  const stamp = readFormToken(values.stamp);
  if (values[HONEYPOT]) return refuse("trap_filled", { values: { [HONEYPOT]: "" } });
  if (!stamp.ok)
    return stamp.reason === "too_fast"
      ? refuse("too_fast")
      : refuse("form_stale", { values: { stamp: createFormToken() } });
  const parsed = parseWith(wishSchema(env().PHONE_COUNTRIES), values);
  return parsed.ok ? { ok: true, input: { ...parsed.input, submission: stamp.id } } : parsed;
}

/** Keeps that somebody wants to be told of a group, and redirects to the page of that wish. Anyone may. */
export const makeWishAction = defineFormAction({
  errors: "GroupWishErrors",
  authorise: anyone,
  parse: parseWish,
  async limits({ input: { contact } }) {
    const network = clientNetwork(await headers());
    const recipient = oneRecipient(contact.email ?? contact.phone ?? "");
    return [
      fromNetwork(WISHES, network),
      fromNetwork(WISHES_TO_ONE, network, recipient),
      [fromEverywhere(WISHES_TO_ONE), recipient],
    ];
  },
  async run({ locale, input }) {
    const { token } = await makeWish(input);
    return { ok: true, to: routes.groupWish(locale, token, { done: "made" }) };
  },
});

/** Takes a wish back. Anyone with its link may. */
export const withdrawWishAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    await withdrawWish({ token });
    return { ok: true, to: routes.groupWish(locale, token, { done: "withdrawn" }) };
  },
});
