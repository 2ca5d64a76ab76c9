/** A typed amount: one value, a range from P10 to P90, or what is wrong with it. */
export type ParsedAmount =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'range'; readonly low: number; readonly high: number }
  | { readonly kind: 'problem'; readonly message: string };

const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, bn: 1e9, t: 1e12 };
const NUMBER = /^([+-]?(?:\d[\d,  ]*)?(?:\.\d+)?(?:e[+-]?\d+)?)\s*(%|k|m|bn|b|t)?$/i;

const problem = (message: string): ParsedAmount => ({ kind: 'problem', message });

/**
 * Reads what people type into a field: `1.2M`, `35%`, `20% to 40%`, `+5%` (on top of the present value) and `=1500*12`.
 * `present` is the field's value, which a signed amount changes. A percent sign divides by 100.
 *
 * Examples: `20% to 40%` is 0.2 to 0.4; `1.2M` is 1,200,000; `+5%` on 200 is 210; `=1500*12` is 18,000.
 */
export function parseAmount(text: string, present: number | null): ParsedAmount {
  const trimmed = text.trim();
  if (trimmed === '') return problem('Type a number, or a range such as 20% to 40%.');
  if (trimmed.startsWith('=')) return evaluated(trimmed.slice(1));
  const parts = trimmed.split(/\s+(?:to|bis)\s+|\s*(?:–|\.\.)\s*/i);
  if (parts.length === 2) return range(parts[0] ?? '', parts[1] ?? '');
  const number = plainNumber(trimmed);
  if (number === null) return problem(`"${trimmed}" is not a number.`);
  if (/^[+-]\s*[\d.]+\s*%$/.test(trimmed) && present !== null) return { kind: 'value', value: present * (1 + number) };
  if (trimmed.startsWith('+') && present !== null) return { kind: 'value', value: present + number };
  return { kind: 'value', value: number };
}

function range(first: string, second: string): ParsedAmount {
  const high = plainNumber(second);
  // `20 to 40 %` means both are percentages.
  const low = plainNumber(second.endsWith('%') && !first.endsWith('%') ? `${first}%` : first);
  if (low === null || high === null) return problem(`"${first} to ${second}" is not a range of numbers.`);
  if (low > high) return problem('The lower end of a range comes first.');
  return { kind: 'range', low, high };
}

function plainNumber(text: string): number | null {
  const match = NUMBER.exec(text.trim());
  const digits = match?.[1]?.replace(/[,  ]/g, '') ?? '';
  if (match === null || !/\d/.test(digits)) return null;
  const suffix = match[2]?.toLowerCase();
  // Dividing keeps 35 % at 0.35; multiplying by 0.01 does not.
  const value = suffix === '%' ? Number(digits) / 100 : Number(digits) * (SUFFIXES[suffix ?? ''] ?? 1);
  return Number.isFinite(value) ? value : null;
}

/** Plain arithmetic with + - * / and brackets: what a formula in a cell would be. */
function evaluated(formula: string): ParsedAmount {
  const tokens = formula.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?%?|[-+*/()]/gi) ?? [];
  if (tokens.join('') !== formula.replace(/\s+/g, ''))
    return problem('A formula may hold numbers, + - * / and brackets.');
  let position = 0;
  const next = (): string | undefined => tokens[position];

  const atom = (): number => {
    const token = tokens[position];
    position += 1;
    if (token === '-') return -atom();
    if (token === '(') {
      const inside = sum();
      if (next() !== ')') return Number.NaN;
      position += 1;
      return inside;
    }
    return token === undefined ? Number.NaN : (plainNumber(token) ?? Number.NaN);
  };
  const product = (): number => {
    let value = atom();
    while (next() === '*' || next() === '/') {
      const operator = tokens[position];
      position += 1;
      const right = atom();
      value = operator === '*' ? value * right : value / right;
    }
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (next() === '+' || next() === '-') {
      const operator = tokens[position];
      position += 1;
      const right = product();
      value = operator === '+' ? value + right : value - right;
    }
    return value;
  };

  const value = sum();
  return position === tokens.length && Number.isFinite(value)
    ? { kind: 'value', value }
    : problem('The formula has no result.');
}
