import { FileText, ImageOff, RefreshCw, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { buttonClass } from "@/ui/button";
import { FieldError, TextField } from "@/ui/field";
import { type MediaChoice, MediaChoices, type MediaList } from "../editor/choices";

export interface MediaPickerWords {
  pick: Record<"picture" | "file" | "still", string>;
  search: string;
  find: string;
  refresh: string;
  add: string;
  loading: string;
  failed: string;
  nameless: string;
  none: string;
  previous: string;
  following: string;
}

/**
 * A list of an organisation's pictures or files to choose one from, with a search. It is loaded when it is shown. Who writes
 * in another tab adds a new one there and finds it here after refreshing.
 */
export function MediaPicker({
  id,
  wants,
  list,
  words,
  picked,
  onPick,
  error,
}: {
  id: string;
  /** A still can be left out. */
  wants: "picture" | "file" | "still";
  list: MediaList;
  words: MediaPickerWords;
  picked: MediaChoice | null;
  onPick: (choice: MediaChoice | null) => void;
  error: string | undefined;
}) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<MediaChoices>();
  const [said, setSaid] = useState<"loading" | "failed" | null>("loading");
  const asked = useRef({ times: 0, text: "" });

  const load = async (page: number) => {
    const turn = ++asked.current.times;
    setSaid("loading");
    const answer = await askFor(list, {
      kind: wants === "file" ? "pdf" : "picture",
      text: asked.current.text,
      page: String(page),
    });
    // A later question has a later answer.
    if (turn !== asked.current.times) return;
    if (answer) setFound(answer);
    setSaid(answer ? null : "failed");
  };
  const search = () => {
    asked.current.text = text;
    load(1);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => {
    load(1);
  }, []);
  const searchKeys = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    // Enter elsewhere in the dialog is "done".
    event.stopPropagation();
    search();
  };

  const items = found?.items ?? [];
  const shown = picked && !items.some((item) => item.id === picked.id) ? [picked, ...items] : items;
  const { page = 1, pages = 1 } = found ?? {};
  const turn = (to: number, label: string) => {
    const able = to >= 1 && to <= pages;
    return (
      <button
        type="button"
        aria-disabled={!able || undefined}
        onClick={() => able && load(to)}
        className={buttonClass("secondary", "aria-disabled:cursor-default aria-disabled:opacity-60")}
      >
        {label}
      </button>
    );
  };
  return (
    <div className="grid content-start gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 grow basis-48">
          <TextField
            id={`${id}-search`}
            label={words.search}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={searchKeys}
            maxLength={100}
          />
        </div>
        <button type="button" onClick={search} className={buttonClass("secondary")}>
          <Search aria-hidden className="size-5" />
          {words.find}
        </button>
      </div>
      <p role="status" className={said === "failed" ? "font-semibold text-lingon" : "text-ink-soft"}>
        {said === null ? [found?.found, pages > 1 ? found?.place : ""].filter(Boolean).join(" · ") : words[said]}
      </p>
      <fieldset
        id={`${id}-media`}
        tabIndex={error ? -1 : undefined}
        aria-describedby={error ? `${id}-media-error` : undefined}
        className="grid gap-2"
      >
        <legend className="mb-1.5 font-semibold">{words.pick[wants]}</legend>
        <FieldError id={`${id}-media`}>{error}</FieldError>
        <div
          className={`grid max-h-[min(24rem,50vh)] content-start gap-2 overflow-y-auto overscroll-contain p-1 ${wants === "file" ? "" : "grid-cols-2 sm:grid-cols-3"}`}
        >
          {wants === "still" ? (
            <Tile
              name={`${id}-pick`}
              checked={picked === null}
              onCheck={() => onPick(null)}
              item={null}
              words={words}
            />
          ) : null}
          {shown.map((item) => (
            <Tile
              key={item.id}
              name={`${id}-pick`}
              checked={item.id === picked?.id}
              onCheck={() => onPick(item)}
              item={item}
              words={words}
              wide={wants === "file"}
            />
          ))}
        </div>
      </fieldset>
      {pages > 1 ? (
        <div className="flex flex-wrap justify-between gap-3">
          {turn(page - 1, words.previous)}
          {turn(page + 1, words.following)}
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <button
          type="button"
          onClick={() => load(page)}
          className="inline-flex min-h-11 cursor-pointer items-center gap-2 font-semibold text-spruce underline underline-offset-4"
        >
          <RefreshCw aria-hidden className="size-5" />
          {words.refresh}
        </button>
        <a
          href={list.page}
          target="_blank"
          rel="noopener"
          className="inline-flex min-h-11 items-center font-semibold text-spruce underline underline-offset-4"
        >
          {words.add}
        </a>
      </div>
    </div>
  );
}

/** Asks the portal for a part of the list; null if no readable answer comes, e.g. because the session has ended. */
export async function askFor(list: MediaList, question: Record<string, string>): Promise<MediaChoices | null> {
  const query = new URLSearchParams({ ...question, ...(list.organisation && { organisation: list.organisation }) });
  try {
    const answer = await fetch(`${list.address}?${query}`);
    return answer.ok ? MediaChoices.parse(await answer.json()) : null;
  } catch {
    // The network is down, or what came is a page that asks for signing in.
    return null;
  }
}

/** A radio button that shows the picture or file which it chooses, or "none". */
function Tile({
  name,
  checked,
  onCheck,
  item,
  words,
  wide = false,
}: {
  name: string;
  checked: boolean;
  onCheck: () => void;
  item: MediaChoice | null;
  words: MediaPickerWords;
  wide?: boolean;
}) {
  const called = item ? item.name || words.nameless : words.none;
  return (
    <label className="relative flex cursor-pointer flex-col overflow-hidden rounded-field border-2 border-line bg-surface has-checked:border-spruce has-checked:bg-moss has-checked:text-on-moss has-focus-visible:outline-3 has-focus-visible:outline-ink">
      {wide ? null : (
        <span className="grid aspect-[4/3] place-items-center overflow-hidden bg-sunk text-ink-soft">
          {item?.thumbnail ? (
            // biome-ignore lint/performance/noImgElement: the portal makes its sizes itself, and next/image would make them again
            <img src={item.thumbnail} alt="" loading="lazy" className="size-full object-cover" />
          ) : (
            <ImageOff aria-hidden className="size-8" />
          )}
        </span>
      )}
      <span className="flex min-h-12 items-start gap-2 p-2">
        <input
          type="radio"
          name={name}
          value={item?.id ?? ""}
          checked={checked}
          onChange={onCheck}
          className={wide ? "mt-0.5 size-5 shrink-0" : "absolute start-2 top-2 size-6"}
        />
        {wide ? <FileText aria-hidden className="mt-0.5 size-5 shrink-0 text-spruce" /> : null}
        <span className="grid min-w-0 gap-0.5 text-sm leading-snug">
          <bdi className="font-semibold wrap-anywhere">{called}</bdi>
          {item?.about ? <span>{item.about}</span> : null}
        </span>
      </span>
    </label>
  );
}
