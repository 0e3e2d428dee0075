import { ScanQrCode, Search } from "lucide-react";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import type { DoorWords } from "./door-app-words";

/** The id of the search field, for whoever moves the focus back to it. */
export const SEARCH = "door-search";

interface Props {
  text: string;
  scanning: boolean;
  words: DoorWords;
  onText: (text: string) => void;
  onSearch: () => void;
  onScan: () => void;
}

/** The two ways to find a party: by a name or code that somebody types, or with the camera. */
export function DoorSearch({ text, scanning, words, onText, onSearch, onScan }: Props) {
  return (
    <div className="flex flex-wrap items-end gap-3">
      <form
        className="relative min-w-0 grow basis-48"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch();
        }}
      >
        <TextField
          id={SEARCH}
          type="search"
          label={words.search}
          value={text}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="characters"
          enterKeyHint="search"
          spellCheck={false}
          onChange={(event) => onText(event.target.value)}
        />
        <Search aria-hidden className="pointer-events-none absolute end-3 bottom-3 size-6 text-ink-soft" />
      </form>
      <Button
        kind={scanning ? "secondary" : "primary"}
        className="min-h-12 grow basis-40 text-lg"
        aria-pressed={scanning}
        onClick={onScan}
      >
        <ScanQrCode aria-hidden className="size-6" />
        {scanning ? words.stopScan : words.scan}
      </Button>
    </div>
  );
}
