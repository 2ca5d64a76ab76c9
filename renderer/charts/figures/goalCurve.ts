import { formatParameter } from '../../../shared/engine/sentences.ts';
import type { NumberParameter } from '../../../shared/engine/levers/descriptors.ts';
import type { GoalAnswer } from '../../../shared/plan/goalSeek.ts';
import { cents, compactUsd } from '../../../shared/units/format.ts';
import type { FigureModel } from '../figure.ts';
import { BUDGET_COLOUR } from '../palette.ts';
import { curves } from './curves.ts';

/** What the money comes to by the value of one setting, with the goal as a line and the value that reaches it. */
export function goalCurve(answer: GoalAnswer, descriptor: NumberParameter, goalUsd: number): FigureModel {
  const show = (value: number): string => formatParameter(value, descriptor);
  const [value, usd] = answer.isReached ? [answer.value, answer.usd] : [answer.nearestValue, answer.nearestUsd];
  return curves({
    x: { title: descriptor.label, tickformat: descriptor.unit === 'share' ? '.0%' : '~s', show },
    y: { title: 'USD', tickformat: '~s', show: cents },
    at: answer.curve.map((point) => point.value),
    lines: [{ name: 'Central, USD', values: answer.curve.map((point) => point.usd) }],
    marks: [{ axis: 'y', at: goalUsd, text: `goal ${compactUsd(goalUsd)}`, colour: BUDGET_COLOUR }],
    points: value === null || usd === null ? [] : [{ x: value, y: usd, text: show(value) }],
    summary: answer.sentence,
  });
}
