import { AsyncLocalStorage } from "node:async_hooks";

/** A request with a body, as the server that received it sees it. */
interface Sending {
  /** Whether our code has begun to act on it. Before that, only Next.js has looked at the body. */
  begun: boolean;
}

// The server and Next.js's bundles have separate copies of this module, so they share memory here.
const holder = globalThis as unknown as { omapolkuSending?: AsyncLocalStorage<Sending> };
holder.omapolkuSending ??= new AsyncLocalStorage();
const sending = holder.omapolkuSending;

/** Answers a request; code that runs within can call `markBegun`. */
export function answering<T>(request: Sending, answer: () => T): T {
  return sending.run(request, answer);
}

/** Every action calls this first: from here on, a failure is ours and not the request's. */
export function markBegun(): void {
  const request = sending.getStore();
  if (request) request.begun = true;
}
