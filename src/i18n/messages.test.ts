import { expect, test, vi } from "vitest";

test("strings that could not be loaded are loaded again for the next who asks, and others once", async () => {
  // Other tests may have loaded them.
  vi.resetModules();
  const typeset = vi.spyOn(await import("./typesetting"), "typesetAll").mockImplementationOnce(() => {
    throw new Error("torn");
  });
  const { loadMessages } = await import("./messages");
  await expect(loadMessages("so")).rejects.toThrow("torn");
  const messages = await loadMessages("so");
  expect(messages.Site.name).toBe("OmaPolku");
  expect(await loadMessages("so")).toBe(messages);
  expect(typeset).toHaveBeenCalledTimes(2);
  typeset.mockRestore();
});
