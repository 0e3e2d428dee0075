import { useEffect, useRef, useState } from "react";
import { Choice } from "@/ui/choice";
import { Notice } from "@/ui/notice";
import { type Camera, type CameraTrouble, sign, startCamera } from "../device/camera";
import type { DoorWords } from "./door-app-words";

/** The camera's picture. Reads one ticket after another until it is closed. */
export function DoorScanner({ words, onRead }: { words: DoorWords; onRead(text: string): boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [audible, setAudible] = useState(false);
  // The latest of each, without starting the camera again.
  const now = useRef({ onRead, audible });
  now.current = { onRead, audible };
  useEffect(() => {
    let camera: Camera | null = null;
    let ended = false;
    if (!video.current) return;
    startCamera(video.current, (text) => sign(now.current.onRead(text), now.current.audible)).then((started) => {
      if (typeof started === "string") setTrouble(started);
      else if (ended) started.stop();
      else camera = started;
    });
    return () => {
      ended = true;
      camera?.stop();
    };
  }, []);
  if (trouble)
    return (
      <Notice tone="care">
        <p>{trouble === "denied" ? words.cameraDenied : words.cameraNone}</p>
      </Notice>
    );
  return (
    <div className="grid gap-2">
      <div className="relative overflow-hidden rounded-card bg-ink">
        <video
          ref={video}
          muted
          playsInline
          aria-label={words.picture}
          className="block aspect-[4/3] max-h-[45dvh] w-full object-cover"
        />
        <div
          aria-hidden
          className="pointer-events-none absolute inset-0 m-auto aspect-square h-3/4 rounded-card border-4 border-white/80"
        />
      </div>
      <p className="text-center font-semibold">{words.aim}</p>
      <Choice
        id="door-sound"
        checked={audible}
        onChange={(event) => setAudible(event.target.checked)}
        label={words.sound}
      />
    </div>
  );
}
