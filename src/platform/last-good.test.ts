import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lastGood } from "./last-good";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<string[]>(() => undefined);
const failing = (code: string) => async (): Promise<string[]> => {
  throw Object.assign(new Error(code), { code });
};

test("a page shows what was last known while the database does not answer, and then goes without it", async () => {
  expect(await lastGood("known", async () => ["Mari"])).toEqual({ value: ["Mari"], fresh: true });
  const late = lastGood("known", never, []);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await late).toEqual({ value: ["Mari"], fresh: false });

  const without = lastGood("never read", never, []);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await without).toEqual({ value: [], fresh: false });
  expect(await lastGood("not reached", failing("P1001"), [])).toEqual({ value: [], fresh: false });
});

test("a fault of our own is no such silence", async () => {
  await expect(lastGood("a faulty query", failing("P2010"), [])).rejects.toThrow("P2010");
});

test("what a page cannot do without is waited for", async () => {
  const settled = vi.fn();
  void lastGood("a page that nobody has read", never).then(settled, settled);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(settled).not.toHaveBeenCalled();
});

test("what is missing for a moment is not kept in the place of what is read later", async () => {
  let answer = (_: string[]) => {};
  const slow = () =>
    new Promise<string[]>((resolve) => {
      answer = resolve;
    });
  const missing = lastGood("slow", slow, []);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await missing).toEqual({ value: [], fresh: false });
  answer(["Ali"]);
  await vi.advanceTimersByTimeAsync(0);
  const known = lastGood("slow", never, []);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await known).toEqual({ value: ["Ali"], fresh: false });
});
