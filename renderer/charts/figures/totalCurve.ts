import type { CurvePoint } from '../../../shared/plan/analysis.ts';
import { cents, compactUsd, percent } from '../../../shared/units/format.ts';
import type { FigureModel } from '../figure.ts';
import { BUDGET_COLOUR } from '../palette.ts';
import { curves } from './curves.ts';

/** How likely a total is to stay below each amount, with its budget and the amount that a chosen confidence needs. */
export function totalCurve(input: {
  readonly curve: readonly CurvePoint[];
  readonly centralUsd: number;
  readonly budgetUsd: number | null;
  readonly confidence: number;
  /** The amount below which the total stays with that confidence. */
  readonly neededUsd: number;
  readonly summary: string;
}): FigureModel {
  const { curve, centralUsd, budgetUsd, confidence, neededUsd } = input;
  const share = (value: number): string => percent(value, 0);
  return curves({
    x: { title: 'Total, USD', tickformat: '~s', show: cents },
    y: { title: 'Chance to stay below', tickformat: '.0%', show: share, isFromZero: true },
    at: curve.map(({ usd }) => usd),
    lines: [{ name: 'Chance to stay below', values: curve.map((point) => point.share) }],
    marks: [
      { axis: 'x', at: centralUsd, text: 'central' },
      ...(budgetUsd === null ? [] : [{ axis: 'x' as const, at: budgetUsd, text: 'budget', colour: BUDGET_COLOUR }]),
    ],
    points: [{ x: neededUsd, y: confidence, text: `${share(confidence)}: ${compactUsd(neededUsd)}` }],
    summary: input.summary,
  });
}
