/** Numbers side by side, each with what it counts. */
export function CountTiles({
  tiles,
  testId,
}: {
  tiles: readonly { label: string; value: string | number }[];
  testId?: string;
}) {
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(6rem,100%),1fr))] gap-2" data-testid={testId}>
      {tiles.map(({ label, value }) => (
        <div
          key={label}
          className="flex flex-col-reverse justify-end rounded-card border border-line bg-surface px-2.5 py-2 sm:px-3"
        >
          <dt className="text-[0.8125rem] leading-snug text-ink-soft sm:text-sm">{label}</dt>
          <dd className="font-display text-xl font-bold sm:text-2xl tabular-nums">
            <bdi dir="ltr">{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
