import "server-only";
import pino from "pino";
import { env } from "@/platform/env";

let logger: pino.Logger | undefined;

/** The process's structured log, on standard output. Never log names, addresses, tokens or message bodies. */
export function log(): pino.Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return logger;
}
