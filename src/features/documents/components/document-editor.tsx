"use client";

import { Component, type ComponentType, type ReactNode, useDeferredValue, useEffect, useMemo, useState } from "react";
import { parseMarkup } from "../markup/rules";
import { hintsOf } from "../rules";
import { DocumentHints } from "./document-hints";
import type { EditorProps } from "./editor-surface";

interface Props extends Omit<EditorProps, "onMarkup"> {
  /** What the field holds when the page opens. */
  markup: string;
  hints: { title: string; of: Parameters<typeof DocumentHints>[0]["words"] };
}

/**
 * Below the text field of a document: what would make it easier to use, and once it has loaded, the editor that takes the
 * field's place. Without a script the field stays.
 */
export function DocumentEditor({ markup: before, hints, ...editor }: Props) {
  const [Surface, setSurface] = useState<ComponentType<EditorProps>>();
  const [markup, setMarkup] = useState(before);
  // Hints can wait: on a slow phone each letter shows first.
  const settled = useDeferredValue(markup);
  const found = useMemo(() => hintsOf(parseMarkup(settled).document), [settled]);
  useEffect(() => {
    let gone = false;
    import("./editor-surface").then(
      ({ EditorSurface }) => gone || setSurface(() => EditorSurface),
      // Without the editor, because the network is down, one types into the field.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, []);
  return (
    <>
      {Surface ? (
        <OrField>
          <Surface {...editor} onMarkup={setMarkup} />
        </OrField>
      ) : null}
      <DocumentHints title={hints.title} words={hints.of} hints={found} language={editor.language} />
    </>
  );
}

/** If the editor fails in a browser, the field is still there to type into. */
class OrField extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? null : this.props.children;
  }
}
