import type { GuardrailReplay } from '../../plan/analysis.ts';
import { BODY } from '../layout.ts';
import type { Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { NOTHING, tableSlides, type Part } from './draft.ts';

/** Limits replayed over the past: what each would have blocked, and what it would have saved. */
export function guardrailsPart({ results, document }: Subject): Part {
  const replays = results.analysis?.guardrails ?? [];
  const [best] = replays.toSorted((left, right) => right.blockedUsd - left.blockedUsd);
  if (best === undefined) return NOTHING;
  const table = guardrailTable(replays, document.guardrails);
  const sentence = best.sentence.replaceAll('\u202f', '\u00a0').replace(/^This limit/, best.name);
  const slide = {
    id: 'guardrails' as const,
    title: sentence,
    notes:
      'Every hour or day of the past in order: what comes after a limit within its period is blocked, the row that crosses it in proportion. Nothing is assumed about requests that would have gone another way.',
  };
  return { slides: tableSlides(slide, table, BODY, 'Limits tried on the past'), tables: [table], checks: [] };
}

const guardrailTable = (replays: readonly GuardrailReplay[], rules: Subject['document']['guardrails']): Table => ({
  name: 'Guardrails',
  columns: [
    { header: 'Limit', kind: 'text', weight: 2 },
    { header: 'At most', kind: 'text', weight: 2 },
    { header: 'Stops', kind: 'count', weight: 0.8 },
    { header: 'Blocked, USD', kind: 'usdQuantile', weight: 1 },
    { header: 'Saved share', kind: 'percent', weight: 0.9 },
    { header: 'Blocked requests', kind: 'percent', weight: 1 },
  ],
  rows: replays.map((replay) => {
    const rule = rules.find(({ id }) => id === replay.id);
    const each = rule === undefined || rule.per === 'all' ? 'all together' : `each ${rule.per.replaceAll('_', ' ')}`;
    return [
      replay.name,
      rule === undefined
        ? ''
        : `${String(rule.limit)} ${rule.measure === 'usd' ? 'USD' : rule.measure} a ${rule.period}, ${each}`,
      replay.stops.length,
      replay.blockedUsd,
      replay.savedShare,
      replay.blockedRequestShare,
    ];
  }),
  hasTotal: false,
});
