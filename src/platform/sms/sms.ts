import "server-only";
import { z } from "zod";
import { env } from "@/platform/env";
import { inGsmLetters } from "./parts";

export interface Sms {
  /** Unique per message: the gateway is asked to send each only once. */
  id: string;
  /** E.164, e.g. +358401234567. */
  to: string;
  text: string;
  /** BCP 47 language of the text. */
  locale: string;
}

const TIMEOUT = 15_000;

/** Whether text messages can be sent; otherwise they wait. */
export function hasSmsGateway(): boolean {
  return env().SMS_GATEWAY_URL !== undefined;
}

/**
 * Hands one text message to the gateway in SMS_GATEWAY_URL as docs/sms-gateway.md says; resolves when the gateway has
 * taken it. Otherwise throws with the status, so that the queue tries again, or as SmsNumberRefused if trying again is
 * useless.
 */
export async function sendSms({ id, to, text, locale }: Sms): Promise<void> {
  const { SMS_GATEWAY_URL, SMS_GATEWAY_TOKEN, SMS_FROM } = env();
  if (!SMS_GATEWAY_URL) throw new Error("SMS_GATEWAY_URL is not set");
  const response = await fetch(SMS_GATEWAY_URL, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Idempotency-Key": id,
      ...(SMS_GATEWAY_TOKEN && { Authorization: `Bearer ${SMS_GATEWAY_TOKEN}` }),
    },
    body: JSON.stringify({ id, from: SMS_FROM, to, text: inGsmLetters(text), locale }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT),
  });
  if (response.ok) {
    await response.body?.cancel();
    return;
  }
  throw Object.assign(new Error(`the SMS gateway answered ${response.status}`), {
    name: (await refusesNumber(response)) ? "SmsNumberRefused" : "SmsRefused",
    responseCode: response.status,
  });
}

const NumberRefused = z.object({ refused: z.literal("recipient") });

/** Whether the gateway says that the number can never receive text messages. */
async function refusesNumber(response: Response): Promise<boolean> {
  if (response.status !== 422) {
    await response.body?.cancel();
    return false;
  }
  return NumberRefused.safeParse(await response.json().catch(() => null)).success;
}
