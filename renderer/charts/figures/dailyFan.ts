import type {
  BudgetCrossing,
  DailyAnomaly,
  DailyOutlook,
  OutlookSteps,
} from '../../../shared/plan/daily/dailyResults.ts';
import { mondayOf } from '../../../shared/plan/daily/weeks.ts';
import { firstDayOf, lastDayOf } from '../../../shared/units/months.ts';
import { compact, dayName } from '../../../shared/units/format.ts';
import type { FigureModel, Trace } from '../figure.ts';
import { SERIES_COLOURS, tint } from '../palette.ts';

const PAST_COLOUR = '#5c6773';
const AHEAD_COLOUR = SERIES_COLOURS[0];
const BUDGET_COLOUR = '#b3261e';
const SPIKE_COLOUR = SERIES_COLOURS[5];
const PRICE_COLOUR = SERIES_COLOURS[3];

const HOVER = { hour: '%a %-d %b, %H:%M', day: '%a %-d %b %Y', week: 'Week from %a %-d %b %Y' } as const;
const AN = { hour: 'an hour', day: 'a day', week: 'a week' } as const;
const STEP_NAMES = { hour: 'Hour', day: 'Day', week: 'Week from' } as const;
const KIND_WORDS = { spike: 'Spike', dip: 'Dip', 'level-shift': 'New level' } as const;
const KIND_SYMBOLS = { spike: 'triangle-up', dip: 'triangle-down', 'level-shift': 'diamond' } as const;

type Input = {
  readonly outlook: DailyOutlook;
  readonly measure: 'usd' | 'tokens';
  /** What is drawn: the outlook's own steps, its weeks, or its hours. */
  readonly steps: OutlookSteps<string>;
  readonly step: 'hour' | 'day' | 'week';
  readonly events: readonly { readonly date: string; readonly label: string }[];
  /** Budgets whose scope is what is shown. */
  readonly budgets: readonly BudgetCrossing[];
  readonly anomalies: readonly DailyAnomaly[];
};

/**
 * The fan by hour, day or week: history solid, forecast dashed in its 80 % and 95 % bands, budgets as lines a step with the days on which
 * they run out, announced price steps and releases as flags, anomalies as marks whose shape tells their kind.
 */
export function dailyFan(input: Input): FigureModel {
  const { outlook, measure, step } = input;
  const { past, ahead } = input.steps;
  const fan = ahead[measure];
  const unit = measure === 'usd' ? 'USD' : 'tokens';
  const before = past[measure];
  const hover = `%{y:,.3s} ${unit}`;
  const traces: Trace[] = [
    band('95 % of cases', ahead.days, fan.p025, fan.p975, 0.12),
    band('80 % of cases', ahead.days, fan.p10, fan.p90, 0.22),
    line('Actual', past.days, before, { color: PAST_COLOUR, width: 1.5 }, hover),
    line('Forecast', ahead.days, fan.central, { color: AHEAD_COLOUR, width: 1.8, dash: 'dash' }, hover),
    ...(measure === 'usd' ? input.budgets.map((budget) => budgetLine(budget, input)) : []),
    ...anomalyMarks(input),
  ];
  return {
    traces,
    layout: {
      xaxis: { type: 'date', rangeslider: { visible: false }, hoverformat: HOVER[step] },
      yaxis: { rangemode: 'tozero', title: { text: `${unit} ${AN[step]}`, font: { size: 11 } }, tickformat: '~s' },
      showlegend: true,
      ...flags(input),
    },
    summary: summaryOf(outlook, measure, unit),
    table: [
      [STEP_NAMES[step], `Actual, ${unit}`, `Forecast, ${unit}`, 'P2.5', 'P10', 'P50', 'P90', 'P97.5'],
      ...past.days.map((day, index) => [day, text(before[index] ?? null), '', '', '', '', '', '']),
      ...ahead.days.map((day, index) => [
        day,
        '',
        ...[fan.central, fan.p025, fan.p10, fan.p50, fan.p90, fan.p975].map((values) => text(values[index] ?? null)),
      ]),
    ],
  };
}

const text = (value: number | null): string => (value === null ? '' : String(value));

function line(
  name: string,
  x: readonly string[],
  y: readonly (number | null)[],
  look: Readonly<Record<string, unknown>>,
  hovertemplate: string,
): Trace {
  return { type: 'scatter', mode: 'lines', name, x, y, line: look, hovertemplate };
}

/** A band as a closed area: the upper edge there, the lower edge back. */
function band(
  name: string,
  days: readonly string[],
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  opacity: number,
): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: [...days, ...days.toReversed()],
    y: [...high, ...low.toReversed()],
    fill: 'toself',
    fillcolor: tint(AHEAD_COLOUR, opacity),
    line: { width: 0 },
    hoverinfo: 'skip',
  };
}

const DAYS = { hour: 1 / 24, day: 1, week: 7 } as const;

function budgetLine({ name, from, to, usdPerDay }: BudgetCrossing, input: Input): Trace {
  const { step } = input;
  const [first, last] = rangeOf(input);
  const span = [firstDayOf(from), lastDayOf(to)];
  return line(
    `${name}, ${AN[step]}`,
    // A year's budget would press two months of hours into a corner.
    step === 'hour' ? [[first, span[0] ?? ''].sort()[1] ?? '', [last, span[1] ?? ''].sort()[0] ?? ''] : span,
    [usdPerDay * DAYS[step], usdPerDay * DAYS[step]],
    { color: BUDGET_COLOUR, width: 1.5, dash: 'dot' },
    `%{y:,.3s} USD ${AN[step]}`,
  );
}

/** First and last step that are drawn. */
const rangeOf = ({ steps: { past, ahead } }: Input): readonly [string, string] => [
  past.days[0] ?? ahead.days[0] ?? '',
  ahead.days.at(-1) ?? past.days.at(-1) ?? '',
];

/** Anomalies lie on the history; what is shown in money lies on the money of that day. */
function anomalyMarks({ steps: { past }, measure, anomalies, step }: Input): Trace[] {
  // A day says nothing about its hours.
  if (step === 'hour') return [];
  const marks = anomalies.flatMap((anomaly) => {
    const day = step === 'week' ? mondayOf(anomaly.day) : anomaly.day;
    const value = past[measure][past.days.indexOf(day)];
    return value === undefined || value === null ? [] : [{ ...anomaly, day, y: value }];
  });
  if (marks.length === 0) return [];
  return [
    {
      type: 'scatter',
      mode: 'markers',
      name: 'Unusual',
      x: marks.map(({ day }) => day),
      y: marks.map(({ y }) => y),
      text: marks.map(({ kind, segment }) => `${KIND_WORDS[kind]}${segment === '' ? '' : `, ${segment}`}`),
      marker: { color: SPIKE_COLOUR, size: 9, symbol: marks.map(({ kind }) => KIND_SYMBOLS[kind]) },
      hovertemplate: '%{text}',
    },
  ];
}

type Flag = { readonly day: string; readonly label: string; readonly colour: string };

/** Thin lines over the whole height with a word on top: releases, price steps, the days on which budgets run out. */
function flags(input: Input): Readonly<Record<string, unknown>> {
  const { outlook, events, budgets, measure, step } = input;
  const [first, last] = rangeOf(input);
  const everything: Flag[] = [
    ...events.map(({ date, label }) => ({ day: date, label, colour: PAST_COLOUR })),
    ...outlook.priceSteps.map(({ day, model, before, after }) => ({
      day,
      label: `${model.split('/').at(-1) ?? model}: ${compact(before)} to ${compact(after)} USD per 1 M`,
      colour: PRICE_COLOUR,
    })),
    ...(measure === 'usd' ? budgets : []).flatMap(({ name, crossesP50, crossesP80 }) => [
      ...(crossesP80 === null ? [] : [{ day: crossesP80, label: `${name} P80`, colour: BUDGET_COLOUR }]),
      ...(crossesP50 === null ? [] : [{ day: crossesP50, label: `${name} P50`, colour: BUDGET_COLOUR }]),
    ]),
  ];
  const all = everything.filter(({ day }) => step !== 'hour' || (day >= first.slice(0, 10) && day <= last));
  return {
    shapes: all.map(({ day, colour }) => ({
      type: 'line',
      x0: day,
      x1: day,
      yref: 'paper',
      y0: 0,
      y1: 1,
      line: { color: colour, width: 1, dash: 'dot' },
    })),
    annotations: all.map(({ day, label, colour }, index) => ({
      x: day,
      yref: 'paper',
      y: 1 - (index % 3) * 0.07,
      text: label,
      showarrow: false,
      xanchor: 'left',
      font: { size: 10, color: colour },
    })),
  };
}

function summaryOf({ ahead, past, anomalies }: DailyOutlook, measure: 'usd' | 'tokens', unit: string): string {
  const { next } = ahead[measure];
  const last = past.days.at(-1);
  const known = last === undefined ? 'Nothing is known yet' : `Known to ${dayName(last)}`;
  return (
    `${known}. The next ${String(next.days)} days come to ${compact(next.central)} ${unit}, ` +
    `with 80 % between ${compact(next.p10)} and ${compact(next.p90)}. ` +
    `${String(anomalies.length)} unusual days are marked.`
  );
}
