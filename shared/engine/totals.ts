import type { CompiledScenario, Group } from './compile.ts';
import { cellKey } from './evaluate.ts';
import type { Factors } from './factors.ts';
import type { Cell } from './levers/definition.ts';
import { CLASS_COUNT, REQUEST_ROW, ROW_COUNT, type PricedModel } from './prices.ts';
import { addTo, at } from './series.ts';
import { addSpend, addTokens, visitStreams, type Choice, type ServedStream, type Workspace } from './streams.ts';
import type { Series } from './types.ts';

/** USD per forecast token of a group, all streams together, and the same per token of the month a curve starts from. */
export type GroupPrices = {
  readonly group: Group;
  readonly perToken: Float64Array;
  readonly perOriginToken: Float64Array;
  readonly origin: number;
  /** Tokens served, all classes. */
  readonly tokens: Series;
  readonly requests: Series;
  /** Every model that serves a part of the group at any time. */
  readonly models: Set<PricedModel>;
};

export type Totals = {
  readonly groups: readonly GroupPrices[];
  /** By class row * months + month. */
  readonly tokens: Float64Array;
  readonly requests: Series;
  readonly mistakesUsd: Series;
  readonly quality: Series;
  readonly models: ReadonlyMap<string, { readonly usd: Series; readonly tokens: Series }>;
};

/** Collects everything that a result shows from one pass over the streams. */
export function collectTotals(
  compiled: CompiledScenario,
  workspace: Workspace,
  choice: Choice,
  cells: ReadonlyMap<string, Cell>,
): Totals {
  const months = compiled.months.length;
  const nothing = new Float64Array(ROW_COUNT * months);
  const groups = compiled.groups.map((group) => emptyPrices(group, months, nothing));
  const tokens = new Float64Array(CLASS_COUNT * months);
  const requests = new Float64Array(months);
  const mistakesUsd = new Float64Array(months);
  const models = new Map<string, { usd: Series; tokens: Series }>();
  const quality = { weighted: new Float64Array(months), weight: new Float64Array(months) };
  const served = new Float64Array(CLASS_COUNT * months);

  visitStreams(compiled, workspace, choice, compiled.groups, (stream) => {
    const { group, position, volumes, factors } = stream;
    const prices = groups[group.index];
    const kept = cells.get(cellKey(group.index, position))?.kept;
    if (prices === undefined) return;
    if (kept !== undefined) scaleUnit(stream, kept);
    addUnit(prices, stream);
    served.fill(0);
    addTokens(served, stream, workspace.pricing.splits);
    addTo(tokens, served);
    const servedSum = sumClasses(served, months);
    addTo(prices.tokens, servedSum);
    if (stream.stream !== workspace.fees) {
      addModel(models, stream, servedSum);
      if (stream.stream.share.some((share) => share !== 0)) prices.models.add(stream.stream.model);
    }
    if (position > 0) return;
    addQuality(quality, factors, group, volumes);
    if (!group.rows.includes(REQUEST_ROW)) return;
    for (let month = 0; month < months; month += 1) {
      const grown = at(volumes, REQUEST_ROW * months + month);
      prices.requests[month] = grown;
      requests[month] = at(requests, month) + grown;
      mistakesUsd[month] = at(mistakesUsd, month) + at(factors.mistakeUsdPerRequest, month) * grown;
    }
  });
  return {
    groups,
    tokens,
    requests,
    mistakesUsd,
    quality: quality.weighted.map((sum, month) =>
      at(quality.weight, month) === 0 ? 1 : sum / at(quality.weight, month),
    ),
    models,
  };
}

type OpenPrices = Omit<GroupPrices, 'origin' | 'perOriginToken'> & {
  origin: number;
  perOriginToken: Float64Array;
  hasOrigin: boolean;
};

/** Most groups follow no curve from an origin: they share one table of zeros. */
function emptyPrices(group: Group, months: number, nothing: Float64Array): OpenPrices {
  return {
    group,
    perToken: new Float64Array(ROW_COUNT * months),
    perOriginToken: nothing,
    origin: 0,
    hasOrigin: false,
    tokens: new Float64Array(months),
    requests: new Float64Array(months),
    models: new Set(),
  };
}

/** Leaves in the unit prices only what is still paid by use after commitments and caps. */
function scaleUnit({ group, unit }: ServedStream, kept: Series): void {
  for (const row of group.rows) {
    for (let month = 0; month < kept.length; month += 1) {
      const cell = row * kept.length + month;
      unit[cell] = at(unit, cell) * at(kept, month);
    }
  }
}

/** Turns prices per grown token into prices per forecast token, so that they can be applied to single segments. */
function addUnit(prices: OpenPrices, { group, factors, unit }: ServedStream): void {
  const { months, volume, driverWeight, driverVolume, driverOrigin } = factors;
  if (driverOrigin >= 0 && !prices.hasOrigin) {
    prices.perOriginToken = new Float64Array(ROW_COUNT * months);
    prices.hasOrigin = true;
  }
  const { perToken, perOriginToken } = prices;
  prices.origin = Math.max(0, driverOrigin);
  for (const row of group.rows) {
    for (let month = 0; month < months; month += 1) {
      const cell = row * months + month;
      const price = at(unit, cell) * at(volume, month);
      const weight = at(driverWeight, month);
      perToken[cell] = at(perToken, cell) + (weight === 0 ? price : price * (1 - weight));
      if (weight !== 0) perOriginToken[cell] = at(perOriginToken, cell) + price * weight * at(driverVolume, month);
    }
  }
}

function sumClasses(values: Float64Array, months: number): Series {
  const sum = new Float64Array(months);
  for (let index = 0; index < values.length; index += 1) {
    const month = index % months;
    sum[month] = at(sum, month) + at(values, index);
  }
  return sum;
}

function addModel(models: Map<string, { usd: Series; tokens: Series }>, served: ServedStream, tokens: Series): void {
  const { key } = served.stream.model;
  const months = tokens.length;
  const known = models.get(key) ?? { usd: new Float64Array(months), tokens: new Float64Array(months) };
  models.set(key, known);
  addSpend(known.usd, 0, served);
  addTo(known.tokens, tokens);
}

function addQuality(
  quality: { weighted: Series; weight: Series },
  factors: Factors,
  group: Group,
  volumes: Float64Array,
): void {
  const { months } = factors;
  for (const row of group.rows) {
    if (row === REQUEST_ROW) continue;
    for (let month = 0; month < months; month += 1) {
      const weight = at(volumes, row * months + month);
      quality.weight[month] = at(quality.weight, month) + weight;
      quality.weighted[month] = at(quality.weighted, month) + weight * at(factors.quality, month);
    }
  }
}
