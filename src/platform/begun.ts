import { AsyncLocalStorage } from "node:async_hooks";

/** A request that sends something, as the server that took it knows it. */
interface Sending {
  /** Whether code of ours has begun to act on it. Before that only Next.js has looked at what was sent. */
  begun: boolean;
}

// The server and Next.js's bundles hold modules of their own: one memory for both.
const holder = globalThis as unknown as { omapolkuSending?: AsyncLocalStorage<Sending> };
holder.omapolkuSending ??= new AsyncLocalStorage();
const sending = holder.omapolkuSending;

/** Answers a request; what runs within can say that it has begun to act on it. */
export function answering<T>(request: Sending, answer: () => T): T {
  return sending.run(request, answer);
}

/** Said by every action before anything else: from here on a failure is ours, and not that of what was sent. */
export function markBegun(): void {
  const request = sending.getStore();
  if (request) request.begun = true;
}
