import { renderSVG } from "uqr";

/** The QR code of a text, dark on white in both modes, as scanners need. `label` says what it is for. */
export function QrCode({ text, label, className = "" }: { text: string; label: string; className?: string }) {
  const svg = renderSVG(text, { ecc: "M", border: 2 }).replace("<svg ", '<svg aria-hidden="true" ');
  return (
    <div
      role="img"
      aria-label={label}
      className={`rounded-field bg-white p-1 [&_svg]:block [&_svg]:h-auto [&_svg]:w-full ${className}`}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
