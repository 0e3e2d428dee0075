import { isUnavailable } from "@/platform/db/client";

/**
 * Presses a button like a person: if nobody answered in time, the form comes back unchanged and they press again. A
 * server's machine serves hundreds at the same instant within their patience, but not every machine does.
 */
export async function pressUntilAnswered<T>(press: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await press();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
}
