import { SCOPE_DIMENSIONS } from '../types.ts';
import { at } from '../series.ts';
import { spendIn } from './cells.ts';
import { defineLever, type Cell } from './definition.ts';
import { choice, quantity } from './descriptors.ts';

/**
 * A hard limit on spend: spend' = sum of min(x_i, cap_i), over the whole scope or over each of its members; what is
 * blocked is lost work.
 * Example: teams at 120 and 40 USD under a cap of 100 each cost 100 + 40; a sixth of the first team's requests is blocked.
 */
export const spendCap = defineLever({
  kind: 'spend-cap',
  title: 'Cap the spend',
  stage: 'cap',
  scopeBy: 'workload',
  sentence: 'Cap {scope} at {capUsdPerMonth} from {start}',
  risk: 2,
  parameters: {
    capUsdPerMonth: quantity('usd-per-month', 'Cap', 'Most that may be spent in a month.', {
      neutral: Number.MAX_SAFE_INTEGER,
    }),
    per: choice('Counted per', 'Whether the cap holds for all together or for each one.', {
      scope: 'everything in scope',
      provider: 'provider',
      model: 'model',
      project: 'project',
      team: 'team',
      feature: 'feature',
      environment: 'environment',
      customer: 'customer',
      account: 'account',
    }),
    valuePerRequestUsd: quantity(
      'usd-per-request',
      'Value of a request',
      'What a blocked request would have been worth.',
    ),
  },
  conflicts: [],
  check: ({ capUsdPerMonth }) => (capUsdPerMonth === undefined ? ['A cap needs an amount per month.'] : []),
  needsRequests: (values) => values.valuePerRequestUsd > 0,
  separateBy: ({ per }) => SCOPE_DIMENSIONS.find((dimension) => dimension === per) ?? null,
  settle(values, cells, line, context) {
    const blockedUsd = new Float64Array(context.monthCount);
    const blockedRequests = new Float64Array(context.monthCount);
    const members = new Map<string | null, Cell[]>();
    for (const cell of cells) members.set(cell.member, [...(members.get(cell.member) ?? []), cell]);
    for (const own of members.values()) {
      for (let month = 0; month < context.monthCount; month += 1) {
        const spend = spendIn(own, month);
        if (spend <= values.capUsdPerMonth) continue;
        const blocked = at(context.dose, month) * (1 - values.capUsdPerMonth / spend);
        for (const { kept, requests } of own) {
          blockedRequests[month] = at(blockedRequests, month) + at(requests, month) * at(kept, month) * blocked;
          kept[month] = at(kept, month) * (1 - blocked);
        }
        blockedUsd[month] = at(blockedUsd, month) + spend * blocked;
      }
    }
    for (let month = 0; month < context.monthCount; month += 1) {
      line.lossUsd[month] = at(line.lossUsd, month) + at(blockedRequests, month) * values.valuePerRequestUsd;
    }
    Object.assign(line.figures, { blockedUsd, blockedRequests });
  },
});
