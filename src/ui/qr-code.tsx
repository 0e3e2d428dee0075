import { encode } from "uqr";

/** The QR code of a text, dark on white in both modes, as scanners need. `label` says what it is for. */
export function QrCode({ text, label, className = "" }: { text: string; label: string; className?: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  return (
    <div role="img" aria-label={label} className={`rounded-field bg-white p-1 ${className}`}>
      <svg aria-hidden viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className="block h-auto w-full">
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path stroke="black" d={data.map(strokesOf).join("")} />
      </svg>
    </div>
  );
}

/**
 * The dark modules of one row as strokes with relative gaps. Forum pages carry their code twice, and a square for each module is
 * five times the bytes, three times after compression.
 */
function strokesOf(row: readonly boolean[], top: number): string {
  const line = row.map((dark) => (dark ? "x" : ".")).join("");
  let end = 0;
  const strokes = [...line.matchAll(/x+/g)].map(({ index, 0: run }) => {
    const from = end === 0 ? `M${index} ${top}.5` : `m${index - end} 0`;
    end = index + run.length;
    return `${from}h${run.length}`;
  });
  return strokes.join("");
}
