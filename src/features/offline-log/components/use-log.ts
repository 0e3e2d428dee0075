import { useCallback, useEffect, useRef, useState } from "react";
import type { LogContents, LogKind, LogStore } from "../device/store";
import { type Connection, keepInSync } from "../device/sync";

/**
 * What the device holds of a log, in agreement with the server and with other tabs. `note` resolves once the entries
 * are on the device, and shows them only then.
 */
export function useLog<Kind extends LogKind>(store: LogStore<Kind>, address: string) {
  const [contents, setContents] = useState<LogContents<Kind>>({ list: null, log: [], queue: [], refused: [] });
  const [connection, setConnection] = useState<Connection>("starting");
  const running = useRef<{ changed(): Promise<void>; now(): void } | null>(null);
  useEffect(() => {
    let latest = 0;
    let stopped = false;
    const tabs = new BroadcastChannel(`omapolku-door-${store.name}`);
    const read = async () => {
      const turn = ++latest;
      const all = await store.read();
      // A slower, earlier reading must not hide a later one.
      if (!stopped && turn === latest) setContents(all);
    };
    const changed = async () => {
      tabs.postMessage("changed");
      await read();
    };
    tabs.onmessage = () => void read();
    const sync = keepInSync({ address, store, onConnection: setConnection, onChange: changed });
    running.current = { changed, now: sync.now };
    void read();
    return () => {
      stopped = true;
      running.current = null;
      sync.stop();
      tabs.close();
    };
  }, [store, address]);
  const note = useCallback(
    async (entries: readonly Kind["Entry"][]) => {
      await store.add(entries);
      await running.current?.changed();
      running.current?.now();
    },
    [store],
  );
  const dismiss = useCallback(
    async (number: number) => {
      await store.dismiss(number);
      await running.current?.changed();
    },
    [store],
  );
  return { contents, connection, note, dismiss };
}
