import type { SelfHostAnswer } from '../../../shared/plan/ownHardware.ts';
import { percent, ratePerMtok } from '../../../shared/units/format.ts';
import type { FigureModel } from '../figure.ts';
import { BUDGET_COLOUR } from '../palette.ts';
import { curves } from './curves.ts';

/** What a million tokens costs on own hardware by how busy it is, against the price by use. */
export function fleetCurve(answer: SelfHostAnswer, apiUsdPerMtok: number): FigureModel {
  const share = (value: number): string => percent(value, 0);
  const rate = (value: number): string => ratePerMtok(value);
  const { breakEvenUtilisation } = answer;
  return curves({
    x: { title: 'How busy the hardware is', tickformat: '.0%', show: share },
    y: { title: 'USD per 1 M tokens', tickformat: ',.2f', show: rate, isFromZero: true },
    at: answer.curve.map(({ utilisation }) => utilisation),
    lines: [{ name: 'Own hardware', values: answer.curve.map(({ usdPerMtok }) => usdPerMtok) }],
    marks: [{ axis: 'y', at: apiUsdPerMtok, text: `by use ${rate(apiUsdPerMtok)}`, colour: BUDGET_COLOUR }],
    points:
      breakEvenUtilisation === null
        ? []
        : [{ x: breakEvenUtilisation, y: apiUsdPerMtok, text: share(breakEvenUtilisation) }],
    summary: answer.sentence,
  });
}
