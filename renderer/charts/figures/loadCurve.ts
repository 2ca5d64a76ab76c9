import type { UnitOffer } from '../../../shared/engine/commitmentUnits.ts';
import { compact, percent } from '../../../shared/units/format.ts';
import type { FigureModel } from '../figure.ts';
import { SERIES_COLOURS } from '../palette.ts';
import { curves } from './curves.ts';

/** The hours of a model from the busiest down, and how far the units reach. */
export function loadCurve(load: readonly number[], offer: UnitOffer, units: number): FigureModel {
  const capacity = units * offer.mtokPerUnitHour;
  const tokens = (mtok: number): string => compact(mtok * 1e6);
  return curves({
    x: { title: 'Share of the hours', tickformat: '.0%', show: (share) => percent(share, 0) },
    y: { title: 'Million weighted tokens an hour', tickformat: '~s', show: tokens, isFromZero: true },
    at: load.map((_, index) => index / Math.max(1, load.length - 1)),
    lines: [{ name: 'Tokens an hour', values: load }],
    marks:
      units === 0
        ? []
        : [{ axis: 'y', at: capacity, text: `${String(units)} units carry this`, colour: SERIES_COLOURS[5] }],
    summary: `The busiest hour had ${tokens(load[0] ?? 0)} tokens, the quietest ${tokens(load.at(-1) ?? 0)}; ${String(units)} units carry ${tokens(capacity)}.`,
  });
}
