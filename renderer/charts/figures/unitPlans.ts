import type { UnitPlan } from '../../../shared/engine/commitmentUnits.ts';
import { cents, compactUsd, percent } from '../../../shared/units/format.ts';
import type { FigureModel } from '../figure.ts';
import { ACTUAL_COLOUR, SERIES_COLOURS } from '../palette.ts';

/** A month's cost by the number of units bought: what is paid for them, what overflows, and all by use as a line. */
export function unitPlans(plans: readonly UnitPlan[], best: UnitPlan): FigureModel {
  const units = plans.map((plan) => plan.units);
  const bar = (name: string, usd: (plan: UnitPlan) => number, color: string) => ({
    type: 'bar',
    name,
    x: units,
    y: plans.map(usd),
    marker: { color },
    hovertemplate: '%{y:,.0f} USD',
  });
  return {
    traces: [
      bar('Units', ({ committedUsd }) => committedUsd, SERIES_COLOURS[0]),
      bar('Overflow by use', ({ overflowUsd }) => overflowUsd, SERIES_COLOURS[1]),
      {
        type: 'scatter',
        mode: 'lines',
        name: 'All by use',
        x: units,
        y: plans.map(({ byUseUsd }) => byUseUsd),
        line: { color: ACTUAL_COLOUR, width: 1.5, dash: 'dash' },
        hovertemplate: '%{y:,.0f} USD',
      },
    ],
    layout: {
      barmode: 'stack',
      xaxis: { title: { text: 'Units bought', font: { size: 11 } }, dtick: Math.max(1, Math.ceil(plans.length / 12)) },
      yaxis: { title: { text: 'USD a month', font: { size: 11 } }, tickformat: '~s', rangemode: 'tozero' },
      annotations: [
        {
          x: best.units,
          y: best.totalUsd,
          text: `least: ${compactUsd(best.totalUsd)}`,
          showarrow: false,
          yshift: 12,
          font: { size: 11 },
        },
      ],
    },
    summary: `${best.units === 1 ? '1 unit costs' : `${String(best.units)} units cost`} least: ${compactUsd(best.totalUsd)} a month against ${compactUsd(best.byUseUsd)} by use.`,
    table: [
      ['Units', 'Units, USD', 'Overflow, USD', 'Total, USD', 'All by use, USD', 'Covered', 'Stranded'],
      ...plans.map((plan) => [
        String(plan.units),
        cents(plan.committedUsd),
        cents(plan.overflowUsd),
        cents(plan.totalUsd),
        cents(plan.byUseUsd),
        percent(plan.coverage),
        percent(plan.utilisation === null ? null : 1 - plan.utilisation),
      ]),
    ],
  };
}
