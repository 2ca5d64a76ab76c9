import type { BridgeEffect } from '../../engine/bridge.ts';
import { BRIDGE_EFFECTS } from '../../engine/bridge.ts';
import type { PlanBridge } from '../../plan/analysis.ts';
import { SERIES_COLOURS, INK } from '../colours.ts';
import { BODY, GAP } from '../layout.ts';
import type { CategoryChart, Series, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { money, monthText } from '../text.ts';
import { NOTHING, wholeTable, type Part } from './draft.ts';

const CHART_WIDTH = 8.2;

const EFFECTS: Readonly<Record<BridgeEffect, string>> = {
  requests: 'Requests',
  'tokens-per-request': 'Tokens per request',
  'model-mix': 'Model mix',
  'class-mix': 'Token mix',
  'list-price': 'List prices',
  discount: 'Tiers, discounts',
  commitment: 'Commitments',
  fixed: 'Fixed costs',
  credits: 'Credits',
  fx: 'Exchange rate',
  unexplained: 'Not explained',
};

/** Smaller effects than this share of the larger end are one step together. */
const LEAST_SHARE = 0.002;

type Step = { readonly name: string; readonly usd: number };

/** Why one cost becomes another: the baseline and the chosen scenario, or the last month and the baseline. */
export function bridgePart(subject: Subject): Part {
  const { baseline, chosen, results } = subject;
  const bridges = results.analysis?.bridges ?? [];
  const shown =
    bridges.find(({ from, to }) => from === `scenario:${baseline.id}` && to === `scenario:${chosen.id}`) ??
    bridges.find(({ to }) => to === `scenario:${baseline.id}`);
  if (shown === undefined) return NOTHING;
  const steps = stepsOf(shown);
  const table = bridgeTable(shown, steps);
  return {
    slides: [
      {
        id: 'bridge',
        page: 0,
        title: bridgeSentence(shown, steps),
        blocks: [
          {
            kind: 'chart',
            frame: { ...BODY, w: CHART_WIDTH },
            title: spanText(shown),
            chart: waterfall(shown, steps),
          },
          wholeTable(table, { ...BODY, x: BODY.x + CHART_WIDTH + GAP, w: BODY.w - CHART_WIDTH - GAP }, 'Effects, USD'),
        ],
        notes:
          `Each effect is the mean over all orders in which the factors could have changed, so they add up exactly. ${shown.note}`.trim(),
      },
    ],
    tables: [{ ...table, name: 'Bridge' }],
    checks: [
      {
        name: `Effects lead from ${labelOf(shown.fromLabel)} to ${labelOf(shown.toLabel)}`,
        left: shown.bridge.from + steps.reduce((sum, { usd }) => sum + usd, 0),
        right: shown.bridge.to,
      },
    ],
  };
}

const labelOf = (label: string): string => (/^\d{4}-\d{2}$/.test(label) ? monthText(label) : label);

const spanText = ({ fromLabel, toLabel, months }: PlanBridge): string =>
  `From ${labelOf(fromLabel)} to ${labelOf(toLabel)}, ${months === 1 ? 'one month' : `${String(months)} months`}, USD`;

function stepsOf({ bridge }: PlanBridge): readonly Step[] {
  const least = LEAST_SHARE * Math.max(Math.abs(bridge.from), Math.abs(bridge.to));
  const all = BRIDGE_EFFECTS.map((effect) => ({ name: EFFECTS[effect], usd: bridge.effects[effect] }));
  const large = all.filter(({ usd }) => Math.abs(usd) >= least);
  const rest = all.filter((step) => !large.includes(step)).reduce((sum, { usd }) => sum + usd, 0);
  return rest === 0 ? large : [...large, { name: 'All other', usd: rest }];
}

function bridgeSentence(bridge: PlanBridge, steps: readonly Step[]): string {
  const change = bridge.bridge.to - bridge.bridge.from;
  const [largest] = steps.toSorted((left, right) => Math.abs(right.usd) - Math.abs(left.usd));
  const verb = change <= 0 ? 'less' : 'more';
  const from = labelOf(bridge.fromLabel);
  const to = labelOf(bridge.toLabel);
  if (largest === undefined || largest.usd === 0) return `${to} costs what ${from} costs`;
  return `${to} costs ${money(Math.abs(change))} ${verb} than ${from} over ${String(bridge.months)} months; ${largest.name.toLowerCase()} ${largest.usd < 0 ? 'takes off' : 'adds'} ${money(Math.abs(largest.usd))}`;
}

/** Steps float on an undrawn foot; each is as high as its effect, more and less in colours of their own. */
function waterfall({ bridge, fromLabel, toLabel }: PlanBridge, steps: readonly Step[]): CategoryChart {
  let level = bridge.from;
  const feet = steps.map(({ usd }) => {
    const before = level;
    level += usd;
    return Math.min(before, level);
  });
  const pick = (keeps: (usd: number) => boolean): (number | null)[] => [
    null,
    ...steps.map(({ usd }) => (keeps(usd) ? Math.abs(usd) : null)),
    null,
  ];
  const series = (name: string, values: readonly (number | null)[], colour: string | null): Series => ({
    name,
    values,
    colour,
    mark: 'bar',
    isDashed: false,
  });
  return {
    kind: 'category',
    direction: 'upright',
    categories: [labelOf(fromLabel), ...steps.map(({ name }) => name), labelOf(toLabel)],
    series: [
      series('Foot', [null, ...feet, null], null),
      series('Total', [bridge.from, ...steps.map(() => null), bridge.to], INK.baseline),
      series(
        'More',
        pick((usd) => usd > 0),
        SERIES_COLOURS[5],
      ),
      series(
        'Less',
        pick((usd) => usd <= 0),
        SERIES_COLOURS[2],
      ),
    ],
    valueTitle: 'USD',
    bars: 'stacked',
    // Labels would lie on steps that are lower than they are; the table beside has the numbers.
    hasLabels: false,
    further: [{ name: 'Effect', values: [null, ...steps.map(({ usd }) => usd), null] }],
  };
}

const bridgeTable = ({ bridge, fromLabel, toLabel }: PlanBridge, steps: readonly Step[]): Table => ({
  name: 'Bridge',
  columns: [
    { header: 'Step', kind: 'text', weight: 1.6 },
    { header: 'USD', kind: 'usd', weight: 1 },
  ],
  rows: [
    [labelOf(fromLabel), bridge.from],
    ...steps.map(({ name, usd }) => [name, usd]),
    [labelOf(toLabel), bridge.to],
  ],
  hasTotal: true,
});
