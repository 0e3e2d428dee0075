import { expect, type Locator } from "@playwright/test";

/**
 * Sends a form whose days may clash with an occasion, whenever the tests run; then the form asks, and is sent again.
 * Returns how many presses it took.
 */
export async function sendDespiteClashes({
  send,
  again,
  done,
}: {
  send: Locator;
  again: Locator;
  done: Locator;
}): Promise<number> {
  await send.click();
  await expect(again.or(done).first()).toBeVisible();
  if (await done.isVisible()) return 1;
  await again.click();
  await expect(done).toBeVisible();
  return 2;
}
