import type { MonthlyActivity } from '../data/pastCosts.ts';
import { heavyUsers, reworkShare, unitCostTrend, type MetricRow, type SpendRow } from '../engine/businessMetrics.ts';
import { benefitUsd, costPerUnit, grossMargin, paybackMonths, returnOnInvestment } from '../engine/unitEconomics.ts';
import type { ScopeDimension } from '../engine/types.ts';
import type { BusinessMetrics } from '../model/governance.ts';
import { groupBy } from '../units/groupBy.ts';
import { lastDayOf, type Month } from '../units/months.ts';
import { TOKENS_PER_MTOK } from '../units/quantities.ts';
import { TOKEN_CLASSES } from '../units/tokenClasses.ts';
import type { HeavyUse, UnitEconomics, UnitTrend, ValueOfSpend } from './analysis.ts';
import { directCosts } from './showback.ts';
import type { PlanGround } from './prepare.ts';

/** The heaviest users are this share of all. */
const TOP_SHARE = 0.1;
/** Months that heavy users are looked for in. */
export const HEAVY_USE_MONTHS = 3;

export type UnitQuestion = {
  readonly ground: PlanGround;
  readonly by: ScopeDimension;
  readonly metrics: BusinessMetrics;
  readonly activity: readonly MonthlyActivity[];
  readonly members: {
    readonly by: 'user' | 'key';
    readonly rows: readonly { readonly user: string; readonly tokens: number; readonly output: number }[];
  };
  /** First month that `members` cover. */
  readonly membersFrom: Month;
};

/** What one unit of everything costs over the complete months of the past, and what the spend buys. */
export function unitEconomics(question: UnitQuestion): UnitEconomics {
  const { ground, by, metrics, activity } = question;
  const months = [...new Set(ground.past.map(({ month }) => month))]
    .filter((month) => lastDayOf(month) <= ground.asOf)
    .sort();
  const spend: SpendRow[] = months.flatMap((month) =>
    directCosts(ground.past, [month], by).map(({ centre, usd }) => ({ period: month, member: centre, usd })),
  );
  const rows = metrics.rows.map(({ date, metric, value, dimension }): MetricRow => ({
    period: date.slice(0, 7),
    metric,
    value,
    member: dimension,
  }));
  const named = [...new Set(rows.map(({ metric }) => metric))].filter((metric) => metric !== metrics.revenueMetric);
  return {
    trends: [
      ...usageTrends(ground, months, activity),
      ...named.map((metric): UnitTrend => ({
        unit: metric,
        label: metric.replaceAll('_', ' '),
        source: 'business-metrics',
        points: unitCostTrend(spend, rows, metric),
      })),
    ],
    heavyUse: heavyUse(question),
    reworkShare: rework(rows, metrics),
    margins: margins(spend, rows, metrics),
    value: valueOfSpend(spend, rows, metrics.benefit),
  };
}

function usageTrends(ground: PlanGround, months: readonly Month[], activity: readonly MonthlyActivity[]): UnitTrend[] {
  const byMonth = groupBy(ground.past, ({ month }) => month);
  const active = new Map(activity.map((row) => [row.month, row]));
  const trend = (
    unit: string,
    label: string,
    measure: (month: Month) => { readonly usd: number | null; readonly units: number },
  ): UnitTrend => ({
    unit,
    label,
    source: 'usage',
    points: months
      .map((month) => ({ month, ...measure(month) }))
      .filter(({ units }) => units > 0)
      .map(({ month, usd, units }) => ({
        period: month,
        member: null,
        usd,
        units,
        usdPerUnit: costPerUnit(usd, units),
      })),
  });
  const slices = (month: Month) => byMonth.get(month) ?? [];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return [
    trend('request', 'Request', (month) => {
      const counted = slices(month).filter(({ requests }) => requests !== null);
      return { usd: sum(counted.map(({ usd }) => usd)), units: sum(counted.map(({ requests }) => requests ?? 0)) };
    }),
    trend('million-tokens', 'Million tokens', (month) => ({
      usd: sum(slices(month).map(({ usd }) => usd)),
      units:
        sum(
          slices(month).map(
            ({ tokens, unpricedTokens }) => sum(TOKEN_CLASSES.map((name) => tokens[name])) - unpricedTokens,
          ),
        ) / TOKENS_PER_MTOK,
    })),
    trend('active-user', 'Active user', (month) => ({
      usd: active.get(month)?.userUsd ?? null,
      units: active.get(month)?.users ?? 0,
    })),
    trend('session', 'Session', (month) => ({
      usd: active.get(month)?.sessionUsd ?? null,
      units: active.get(month)?.sessions ?? 0,
    })),
  ].filter(({ points }) => points.length > 0);
}

/** The heaviest tenth by tokens against their output: the chosen metric by user, else visible output tokens. */
function heavyUse({ members, metrics, membersFrom }: UnitQuestion): HeavyUse | null {
  if (members.rows.length === 0) return null;
  const produced = new Map<string, number>();
  for (const { date, metric, value, dimension } of metrics.rows) {
    if (metric !== metrics.outputMetric || dimension === null || date.slice(0, 7) < membersFrom) continue;
    produced.set(dimension, (produced.get(dimension) ?? 0) + value);
  }
  const isMetric = produced.size > 0;
  const rows = members.rows.map(({ user, tokens, output }) => ({
    user,
    tokens,
    output: isMetric ? (produced.get(user) ?? 0) : output,
  }));
  return {
    topShare: TOP_SHARE,
    by: members.by,
    output: isMetric ? (metrics.outputMetric ?? '') : 'visible output tokens',
    ...heavyUsers(rows, TOP_SHARE),
  };
}

function rework(rows: readonly MetricRow[], { outputMetric, reworkMetric }: BusinessMetrics): number | null {
  if (outputMetric === null || reworkMetric === null) return null;
  const sumOf = (wanted: string): number =>
    rows.filter(({ metric }) => metric === wanted).reduce((sum, { value }) => sum + value, 0);
  return reworkShare(sumOf(reworkMetric), sumOf(outputMetric));
}

function margins(
  spend: readonly SpendRow[],
  rows: readonly MetricRow[],
  { revenueMetric }: BusinessMetrics,
): UnitEconomics['margins'] {
  if (revenueMetric === null) return [];
  return unitsByMonth(spend, rows, revenueMetric).map(({ month, units, costUsd }) => ({
    month,
    revenueUsd: units,
    costUsd,
    margin: grossMargin(units, costUsd),
  }));
}

/**
 * What a metric is worth month by month. Example: 1,000 tickets of 6 minutes at 60 USD, half of them adopted, 40 % realised:
 * 1,000 * 0.1 h * 60 * 0.5 * 0.4 = 1,200 USD; against 800 USD of spend a return of 50 %.
 */
function valueOfSpend(
  spend: readonly SpendRow[],
  rows: readonly MetricRow[],
  benefit: BusinessMetrics['benefit'],
): ValueOfSpend | null {
  if (benefit === null) return null;
  const { metric, minutesPerUnit, usdPerHour, adoption, realisedShare, oneOffUsd } = benefit;
  const months = unitsByMonth(spend, rows, metric).map(({ month, units, costUsd }) => {
    const worthUsd = benefitUsd(units * minutesPerUnit, usdPerHour, adoption, realisedShare);
    return { month, units, benefitUsd: worthUsd, costUsd, returnShare: returnOnInvestment(worthUsd, costUsd) };
  });
  if (months.length === 0) return null;
  const known = months.filter(({ costUsd }) => costUsd !== null);
  const [worth, cost] = [
    known.reduce((sum, month) => sum + month.benefitUsd, 0),
    known.reduce((sum, month) => sum + (month.costUsd ?? 0), 0),
  ];
  return {
    metric,
    months,
    benefitUsd: worth,
    costUsd: cost,
    returnShare: returnOnInvestment(worth, cost),
    oneOffUsd,
    paybackMonths: known.length === 0 ? null : paybackMonths(oneOffUsd, (worth - cost) / known.length),
  };
}

/**
 * A metric by month beside the spend that belongs to it: that of the parts of the company it names, or all of it where a
 * count names none.
 */
function unitsByMonth(
  spend: readonly SpendRow[],
  rows: readonly MetricRow[],
  metric: string,
): readonly { readonly month: Month; readonly units: number; readonly costUsd: number | null }[] {
  const byPeriod = groupBy(unitCostTrend(spend, rows, metric), ({ period }) => period);
  return [...byPeriod].map(([period, points]) => {
    const whole = points.filter(({ member }) => member === null);
    const costs = (whole.length > 0 ? whole : points).map(({ usd }) => usd);
    const known = costs.filter((usd) => usd !== null);
    return {
      // Dates of metric rows are checked by the schema.
      month: period as Month,
      units: points.reduce((sum, { units }) => sum + units, 0),
      costUsd: known.length < costs.length ? null : known.reduce((sum, usd) => sum + usd, 0),
    };
  });
}
