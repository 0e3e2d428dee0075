/**
 * Whether a text is a Finnish Business ID (Y-tunnus): seven digits, a hyphen and a check digit, weighted modulo 11 as
 * the Tax Administration does.
 */
export function isBusinessId(text: string): boolean {
  const match = /^(\d{7})-(\d)$/.exec(text);
  if (!match) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2];
  const rest = weights.reduce((sum, weight, n) => sum + weight * Number(match[1]?.[n]), 0) % 11;
  return rest !== 1 && Number(match[2]) === (rest === 0 ? 0 : 11 - rest);
}
