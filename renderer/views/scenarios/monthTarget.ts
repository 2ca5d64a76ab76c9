import type { PlanMonth, PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import {
  cents,
  compact,
  compactUsd,
  compactUsdRange,
  count,
  monthName,
  smallUsd,
} from '../../../shared/units/format.ts';
import { TOKEN_CLASSES } from '../../../shared/units/tokenClasses.ts';
import type { InspectorTarget } from '../../state/inspector.ts';
import { CLASS_LABELS } from '../labels.ts';

/** Where the cost of one month of a scenario comes from. */
export function monthTarget(month: PlanMonth, outcome: ScenarioOutcome, results: PlanResults): InspectorTarget {
  const { costUsd, tokens, requests, unitCosts } = month;
  return {
    title: `${outcome.name}, ${monthName(month.month)}`,
    value: compactUsd(costUsd.central),
    formula:
      'Forecast tokens of each class after the levers, times the price of this month, added up over all parts of the usage; plus what the levers cost themselves in this month.',
    lines: [
      { label: 'Central, USD', value: cents(costUsd.central) },
      {
        label: 'P10 to P90',
        value: compactUsdRange(costUsd.p10, costUsd.p90),
        source: 'Its own quantiles: they do not add up over months.',
      },
      ...TOKEN_CLASSES.filter((name) => tokens[name] > 0).map((name) => ({
        label: CLASS_LABELS[name],
        value: compact(tokens[name]),
      })),
      { label: 'Requests', value: count(requests) },
      ...unitCosts.map(({ unit, usd }) => ({
        label: unit === 'request' ? 'USD per request' : 'USD per 1 M tokens',
        value: smallUsd(usd),
      })),
      { label: 'Draws', value: `${String(results.draws)}, seed ${String(results.seed)}` },
      { label: 'Prices', value: results.priceBookVersion },
    ],
    findings: outcome.findings,
    rows: null,
  };
}
