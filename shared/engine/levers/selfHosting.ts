import { moveTraffic, reduceQuality } from '../factors.ts';
import { unmeteredModel } from '../prices.ts';
import { at } from '../series.ts';
import { bookAtStart, defineLever, type Cell } from './definition.ts';
import { factor, qualityKept, quantity, share } from './descriptors.ts';
import { setTokenFactors, tokenFactors } from './moves.ts';

const SECONDS_PER_DAY = 86_400;

/**
 * Own or rented GPUs serve the work: gpus = ceil(tokens per second / (tokens per second per GPU * utilisation)) *
 * redundancy, month = gpus * price * hours * (1 + overhead) + people + other. Idle time is paid: utilisation never
 * multiplies the price of an hour. All tokens count, cached ones too.
 * Example: 850 tokens/s at 40 % on an H100 at 3.13 USD: 3.13 / (850 * 3600 * 0.4) * 1e6 = 2.56 USD per million tokens.
 */
export const selfHosting = defineLever({
  kind: 'self-hosting',
  title: 'Host on own GPUs',
  stage: 'model',
  scopeBy: 'workload',
  sentence: 'Serve {share} of {scope} on own GPUs from {start}',
  risk: 3,
  parameters: {
    share: share('Traffic moved', 'Share of the requests in scope that move.', { absent: 1 }),
    gpuUsdPerHour: quantity('usd-per-hour', 'GPU price', 'Price of one GPU for one hour, used or idle.', {
      hasDefault: true,
    }),
    tokensPerSecondPerGpu: quantity('tokens-per-second', 'Throughput', 'Tokens per second of one GPU at full load.', {
      min: 0.001,
      neutral: Number.MAX_SAFE_INTEGER,
      hasDefault: true,
    }),
    utilisation: share('Utilisation', 'Mean load that the number of GPUs is planned for.', {
      min: 0.001,
      neutral: 1,
      hasDefault: true,
    }),
    redundancy: factor('Redundancy', 'GPUs kept for failures and maintenance, as a multiple.', {
      min: 1,
      max: 10,
      hasDefault: true,
    }),
    overhead: quantity('share', 'Overhead', 'Network, storage and spares on top of the GPU price.', {
      max: 10,
      hasDefault: true,
    }),
    hoursPerMonth: quantity('hours', 'Hours in a month', 'Hours for which the GPUs are paid each month.', {
      max: 744,
      mayRange: false,
      hasDefault: true,
    }),
    peopleUsdPerMonth: quantity('usd-per-month', 'People', 'Engineers who run it.', { hasDefault: true }),
    otherUsdPerMonth: quantity('usd-per-month', 'Other running costs', 'Egress, storage, licences.'),
    setupUsd: quantity('usd', 'Set-up', 'One-off cost of building and testing it.'),
    ...tokenFactors,
    qualityKept: qualityKept(),
  },
  conflicts: [
    {
      with: 'provisioned-throughput',
      because: 'tokens that move to own GPUs no longer use the units that are paid for',
    },
    { with: 'drawdown-commitment', because: 'tokens that move to own GPUs no longer count towards the commitment' },
  ],
  apply(values, factors, context) {
    const movedAt = (month: number): number => at(context.dose, month) * values.share;
    const target = moveTraffic(
      factors,
      unmeteredModel('self-hosted/own-hardware', context.monthCount),
      context.index,
      movedAt,
    );
    setTokenFactors(target, values);
    reduceQuality(factors, values.qualityKept, movedAt);
  },
  charge(values, line, context) {
    bookAtStart(line, context, values.setupUsd);
  },
  settle(values, cells, line, context) {
    const own = cells.filter(({ stream }) => stream.lever === context.index);
    const figures = {
      gpus: new Float64Array(context.monthCount),
      utilisation: new Float64Array(context.monthCount),
      usdPerMtok: new Float64Array(context.monthCount),
    };
    for (let month = 0; month < context.monthCount; month += 1) {
      if (at(context.dose, month) === 0) continue;
      const tokens = tokensIn(own, month);
      const perSecond = tokens / (at(context.daysInMonth, month) * SECONDS_PER_DAY);
      const gpus = gpusFor(perSecond, values);
      const machines = gpus * values.gpuUsdPerHour * values.hoursPerMonth * (1 + values.overhead);
      const usd = machines + values.peopleUsdPerMonth + values.otherUsdPerMonth;
      line.recurringUsd[month] = at(line.recurringUsd, month) + usd;
      figures.gpus[month] = gpus;
      figures.utilisation[month] = gpus === 0 ? NaN : perSecond / (gpus * values.tokensPerSecondPerGpu);
      figures.usdPerMtok[month] = tokens === 0 ? NaN : (usd / tokens) * 1e6;
    }
    Object.assign(line.figures, figures);
  },
});

const tokensIn = (cells: readonly Cell[], month: number): number =>
  cells.reduce((sum, { inputTokens, outputTokens }) => sum + at(inputTokens, month) + at(outputTokens, month), 0);

type Fleet = {
  readonly tokensPerSecondPerGpu: number;
  readonly utilisation: number;
  readonly redundancy: number;
};

/** GPUs for a mean load. Example: 1,000 tokens/s at 850 and 40 %: ceil(2.94) = 3, times 2 for redundancy: 6. */
export const gpusFor = (perSecond: number, { tokensPerSecondPerGpu, utilisation, redundancy }: Fleet): number =>
  Math.ceil(perSecond / (tokensPerSecondPerGpu * utilisation) - 1e-9) * redundancy;
