import type { ModelScale } from '../history.ts';
import type { Member } from './member.ts';
import { carryOn, fitDampedWeights, smooth } from './smoothing.ts';

/** Damped-trend smoothing of plain amounts: growth by a fixed amount where Theta has growth by a percentage. */
export const dampedTrend = ({ toMultiple, fromMultiple }: ModelScale): Member => ({
  name: 'damped trend',
  fewestSteps: 5,
  fit: (trend) => {
    const weights = fitDampedWeights(trend.map(toMultiple));
    return (history, horizon) =>
      carryOn(smooth(history.map(toMultiple), weights), weights.damping, horizon).map(fromMultiple);
  },
});
