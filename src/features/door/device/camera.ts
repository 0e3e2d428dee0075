import { entryRoutes } from "@/i18n/routes";

/** Why there is no picture. */
export type CameraTrouble = "denied" | "none";

export interface Camera {
  stop(): void;
}

/** How long in milliseconds between two looks at the picture. */
const PAUSE = 120;
/** For how long the code that was just read is not read again, as long as it stays in the picture. */
const SAME_AGAIN = 4_000;

interface Detector {
  detect(video: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The browser's own reader of QR codes, which Chrome on Android has. */
async function ownDetector(): Promise<Detector | null> {
  const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  try {
    return Own && (await Own.getSupportedFormats()).includes("qr_code") ? new Own({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}

/** The same in WebAssembly, from our own origin. */
async function loadDetector(): Promise<Detector> {
  const { BarcodeDetector, prepareZXingModule, ZXING_WASM_VERSION } = await import("barcode-detector/ponyfill");
  prepareZXingModule({ overrides: { locateFile: () => entryRoutes.qrReader(ZXING_WASM_VERSION) } });
  return new BarcodeDetector({ formats: ["qr_code"] });
}

/**
 * Fetches what reading QR codes needs, and returns its address, so that the service worker keeps it for a time without a
 * network. Null if the browser can read them itself.
 */
export async function fetchReader(): Promise<string | null> {
  if (await ownDetector()) return null;
  const { ZXING_WASM_VERSION } = await import("barcode-detector/ponyfill");
  const address = entryRoutes.qrReader(ZXING_WASM_VERSION);
  await (await fetch(address)).arrayBuffer();
  return address;
}

/**
 * Shows the camera's picture in a video element and tells each QR code that comes into it, until stopped. Prefers the
 * camera at the back.
 */
export async function startCamera(
  video: HTMLVideoElement,
  onRead: (text: string) => void,
): Promise<Camera | CameraTrouble> {
  if (!navigator.mediaDevices) return "none";
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    return error instanceof DOMException && /NotAllowed|Security/.test(error.name) ? "denied" : "none";
  }
  let stopped = false;
  let last = { text: "", seenAt: 0 };
  const stop = () => {
    stopped = true;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  const detector = (await ownDetector()) ?? (await loadDetector().catch(() => null));
  if (!detector) {
    stop();
    return "none";
  }
  const look = async () => {
    if (stopped) return;
    if (document.visibilityState === "visible" && video.readyState >= video.HAVE_CURRENT_DATA) {
      const [found] = await detector.detect(video).catch(() => []);
      if (found && !stopped) {
        const now = performance.now();
        const isNew = found.rawValue !== last.text || now - last.seenAt > SAME_AGAIN;
        last = { text: found.rawValue, seenAt: now };
        if (isNew) onRead(found.rawValue);
      }
    }
    setTimeout(look, PAUSE);
  };
  void look();
  return { stop };
}

/** A short tone for a ticket that was read, lower for something else. Only after somebody has pressed a button. */
export function sign(good: boolean, audible: boolean): void {
  navigator.vibrate?.(good ? 80 : [60, 60, 60]);
  if (!audible || typeof AudioContext === "undefined") return;
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = good ? 880 : 220;
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.25);
  tone.connect(volume).connect(audio.destination);
  tone.onended = () => void audio.close();
  tone.start();
  tone.stop(audio.currentTime + 0.25);
}
