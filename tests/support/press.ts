import { isUnavailable } from "@/platform/db/client";

/**
 * Presses a button as people do: where nobody answered in time the form comes back as it was, and they press once more.
 * Hundreds at the same instant are served within their patience by a machine of a server's speed, not by every machine.
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
