/** Capacity on sale, and what use beyond it costs. */
export type UnitOffer = {
  readonly usdPerUnitMonth: number;
  /** Million weighted tokens that one unit carries in an hour. */
  readonly mtokPerUnitHour: number;
  /** Price by use, USD per million weighted tokens. */
  readonly usdPerMtok: number;
  /** Hours for which a month is paid: 730. */
  readonly hoursPerMonth: number;
};

export type UnitPlan = {
  readonly units: number;
  /** Per month: units, what overflows, and both. */
  readonly committedUsd: number;
  readonly overflowUsd: number;
  readonly totalUsd: number;
  /** Everything by use, for comparison. */
  readonly byUseUsd: number;
  readonly utilisation: number | null;
  readonly coverage: number | null;
};

/** A month's cost of some units on an hourly curve: units * P + sum of max(0, demand - capacity) * price. */
export function unitPlan(hourlyMtok: readonly number[], offer: UnitOffer, units: number): UnitPlan {
  const scale = hourlyMtok.length === 0 ? 0 : offer.hoursPerMonth / hourlyMtok.length;
  const capacity = units * offer.mtokPerUnitHour;
  let [demand, covered] = [0, 0];
  for (const mtok of hourlyMtok) {
    demand += mtok;
    covered += Math.min(mtok, capacity);
  }
  const committedUsd = units * offer.usdPerUnitMonth;
  const overflowUsd = (demand - covered) * offer.usdPerMtok * scale;
  return {
    units,
    committedUsd,
    overflowUsd,
    totalUsd: committedUsd + overflowUsd,
    byUseUsd: demand * offer.usdPerMtok * scale,
    utilisation: capacity === 0 ? null : covered / (capacity * hourlyMtok.length),
    coverage: demand === 0 ? null : covered / demand,
  };
}

/**
 * The number of units with the least cost on an hourly curve. The cost is convex in the number, so the best one is where
 * the next unit would be used in too few hours to earn its price.
 * Example: 10 hours of 1 Mtok and 10 of 3, 1 Mtok an hour a unit, 5 USD by use: a unit at 73 USD for 730 hours earns
 * 3,650 USD in all hours and 1,825 in half of them, so 3 units; at 2,000 USD one unit.
 */
export function bestUnits(hourlyMtok: readonly number[], offer: UnitOffer): UnitPlan {
  const peak = hourlyMtok.reduce((most, mtok) => Math.max(most, mtok), 0);
  let [low, high] = [0, Math.ceil(peak / offer.mtokPerUnitHour)];
  if (!Number.isFinite(high)) return unitPlan(hourlyMtok, offer, 0);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const isNextCheaper =
      unitPlan(hourlyMtok, offer, middle + 1).totalUsd < unitPlan(hourlyMtok, offer, middle).totalUsd;
    if (isNextCheaper) low = middle + 1;
    else high = middle;
  }
  return unitPlan(hourlyMtok, offer, low);
}
