/** A placeholder while something loads. Decorative: the page says in words what it is waiting for. */
export function Skeleton({ className = "h-4 w-full" }: { className?: string }) {
  return <span aria-hidden="true" className={`block rounded-field bg-sunk motion-safe:animate-pulse ${className}`} />;
}
