import type { PlanMonth, PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import {
  cents,
  compact,
  compactUsd,
  compactUsdRange,
  count,
  monthName,
  ratePerMtok,
  smallUsd,
} from '../../../shared/units/format.ts';
import { touchesMonth } from '../../../shared/units/months.ts';
import { TOKEN_CLASSES } from '../../../shared/units/tokenClasses.ts';
import type { InspectorLine, InspectorTarget } from '../../state/inspector.ts';
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
      ...priceLines(month, outcome, results),
    ],
    findings: outcome.findings,
    rows: null,
  };
}

/** The price rows that hold in the month, of the models that this scenario pays for. */
function priceLines({ month }: PlanMonth, outcome: ScenarioOutcome, { priceRows }: PlanResults): InspectorLine[] {
  const paid = new Set(outcome.models.filter(({ tokens }) => tokens > 0).map(({ key }) => key));
  return priceRows
    .filter((row) => paid.has(row.model) && touchesMonth(row, month))
    .map((row) => ({
      label: `${row.model}${row.from === null ? '' : `, from ${row.from}`}${clockText(row.clock)}`,
      value: `${ratePerMtok(row.inputUsdPerMtok)} in, ${ratePerMtok(row.cachedUsdPerMtok)} cached, ${ratePerMtok(row.outputUsdPerMtok)} out`,
      source: `List price, USD per million tokens; ${row.source}${row.checkedOn === null ? '' : `, checked ${row.checkedOn}`}`,
    }));
}

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Example: `, 16:30 to 00:30 UTC`. */
const clockText = (clock: PlanResults['priceRows'][number]['clock']): string =>
  clock === null ? '' : `, ${clockTime(clock.fromMinute)} to ${clockTime(clock.toMinute)} UTC`;
