/** Direct cost of a cost centre; null is what no label assigns to anyone. */
export type DirectCost = { readonly centre: string | null; readonly usd: number };

/** A cost that several share, and how: evenly, in proportion to direct cost, or by fixed shares that add up to 1. */
export type SharedCost = {
  readonly name: string;
  readonly usd: number;
  readonly method: 'even' | 'proportional' | 'fixed';
  /** Cost centres, or other shared costs that pass their part on. */
  readonly to: readonly string[];
  /** By recipient, for fixed shares. */
  readonly shares?: Readonly<Record<string, number>> | undefined;
};

export type AllocationLine = {
  readonly centre: string;
  readonly directUsd: number;
  readonly sharedUsd: number;
  readonly totalUsd: number;
};

export type Allocation = {
  readonly lines: readonly AllocationLine[];
  /** Direct cost that nobody owns: shown, never spread silently. */
  readonly untaggedUsd: number;
  readonly untaggedShare: number | null;
  /** What was put in; the lines and the untagged part add up to it. */
  readonly totalUsd: number;
};

/** Either an allocation, or one sentence for each thing that is wrong. */
export type AllocationResult =
  | { readonly isValid: true; readonly allocation: Allocation }
  | { readonly isValid: false; readonly problems: readonly string[] };

/**
 * Showback and chargeback: direct costs plus shared costs by their rules, passed down step by step. Rules in a circle and
 * shares that do not add up are refused.
 * Example: A 60 and B 30 direct, a platform of 9 in proportion: A 66, B 33, together 99.
 */
export function allocate(direct: readonly DirectCost[], shared: readonly SharedCost[]): AllocationResult {
  const problems = sharedCostProblems(shared);
  if (problems.length > 0) return { isValid: false, problems };
  const directByCentre = new Map<string, number>();
  let untaggedUsd = 0;
  for (const { centre, usd } of direct) {
    if (centre === null) untaggedUsd += usd;
    else directByCentre.set(centre, (directByCentre.get(centre) ?? 0) + usd);
  }
  const received = passDown(shared, directByCentre);
  const centres = [...new Set([...directByCentre.keys(), ...received.keys()])].sort();
  const lines = centres.map((centre) => {
    const [directUsd, sharedUsd] = [directByCentre.get(centre) ?? 0, received.get(centre) ?? 0];
    return { centre, directUsd, sharedUsd, totalUsd: directUsd + sharedUsd };
  });
  const totalUsd = [...direct, ...shared].reduce((sum, { usd }) => sum + usd, 0);
  const directTotal = direct.reduce((sum, { usd }) => sum + usd, 0);
  const untaggedShare = directTotal === 0 ? null : untaggedUsd / directTotal;
  return { isValid: true, allocation: { lines, untaggedUsd, untaggedShare, totalUsd } };
}

/** One sentence for each rule that cannot be followed. */
export const sharedCostProblems = (shared: readonly SharedCost[]): string[] => [
  ...shared.flatMap((cost) => ruleProblems(cost, shared)),
  ...circleProblems(shared),
];

function ruleProblems(cost: SharedCost, shared: readonly SharedCost[]): string[] {
  const problems: string[] = [];
  if (cost.to.length === 0) problems.push(`The shared cost "${cost.name}" names nobody to share it.`);
  if (shared.filter(({ name }) => name === cost.name).length > 1) {
    problems.push(`Two shared costs are called "${cost.name}".`);
  }
  if (cost.method === 'fixed') {
    const sum = cost.to.reduce((total, name) => total + (cost.shares?.[name] ?? 0), 0);
    if (Math.abs(sum - 1) > 1e-9) {
      problems.push(
        `The shares of "${cost.name}" add up to ${String(Number((sum * 100).toPrecision(6)))} %, not to 100 %.`,
      );
    }
  }
  return problems;
}

/** Names each circle once, at the cost that comes first in the list. */
function circleProblems(shared: readonly SharedCost[]): string[] {
  const byName = new Map(shared.map((cost) => [cost.name, cost]));
  const circleFrom = (name: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(name)) return name === path[0] ? [...path, name] : null;
    for (const next of byName.get(name)?.to ?? []) {
      const circle = byName.has(next) ? circleFrom(next, [...path, name]) : null;
      if (circle !== null) return circle;
    }
    return null;
  };
  const named = new Set<string>();
  return shared.flatMap(({ name }) => {
    const circle = named.has(name) ? null : circleFrom(name, []);
    if (circle === null) return [];
    for (const member of circle) named.add(member);
    return [`Shared costs go round in a circle: ${circle.join(' -> ')}.`];
  });
}

/** Hands shared costs down, those first that nobody passes on to. */
function passDown(shared: readonly SharedCost[], direct: ReadonlyMap<string, number>): Map<string, number> {
  const amounts = new Map(shared.map(({ name, usd }) => [name, usd]));
  const received = new Map<string, number>();
  const open = new Set(shared);
  while (open.size > 0) {
    const next = [...open].find(({ name }) => ![...open].some(({ to }) => to.includes(name)));
    if (next === undefined) return received;
    open.delete(next);
    for (const [name, usd] of split(next, amounts.get(next.name) ?? 0, direct)) {
      const target = amounts.has(name) ? amounts : received;
      target.set(name, (target.get(name) ?? 0) + usd);
    }
  }
  return received;
}

/** One cost by its rule; the last recipient takes what rounding left, so that the parts tie. */
function split(cost: SharedCost, usd: number, direct: ReadonlyMap<string, number>): [string, number][] {
  const weights = cost.to.map((name) => weightOf(cost, name, direct));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let left = usd;
  return cost.to.map((name, index) => {
    const isLast = index === cost.to.length - 1;
    const part = isLast ? left : usd * (sum === 0 ? 1 / cost.to.length : (weights[index] ?? 0) / sum);
    left -= part;
    return [name, part];
  });
}

function weightOf({ method, shares }: SharedCost, name: string, direct: ReadonlyMap<string, number>): number {
  switch (method) {
    case 'even':
      return 1;
    case 'proportional':
      return direct.get(name) ?? 0;
    case 'fixed':
      return shares?.[name] ?? 0;
    default:
      return method satisfies never;
  }
}
