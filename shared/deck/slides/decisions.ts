import type { LeverValue } from '../../plan/results.ts';
import { monthName } from '../../units/format.ts';
import { BODY } from '../layout.ts';
import type { Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { money, moneyRange, monthText } from '../text.ts';
import { NOTHING, tableSlides, type Part } from './draft.ts';

/** What is asked of the room: each lever of the chosen case with its cost, its benefit, its owner and by when. */
export function decisionsPart({ chosen, baseline, document }: Subject): Part {
  const levers = document.scenarios.find(({ id }) => id === chosen.id)?.levers ?? [];
  const asked = chosen.levers.filter(({ stackedUsd }) => stackedUsd < 0);
  const [first] = asked
    .flatMap(({ id }) => levers.find((lever) => lever.id === id)?.start ?? [])
    .toSorted((left, right) => left.localeCompare(right));
  if (first === undefined) return NOTHING;
  const saved = baseline.totalUsd.central - chosen.totalUsd.central;
  const worth = saved > 0 ? `: ${chosen.name} saves ${money(saved)} with all its levers` : '';
  const table = decisionTable(asked, levers);
  const slide = {
    id: 'decisions' as const,
    title: `${asked.length === 1 ? 'One decision is' : `${String(asked.length)} decisions are`} asked for${worth}; the first by ${monthText(first)}`,
    notes: 'Each saving is that of the lever with all others of the case in place; together they are not their sum.',
  };
  return { slides: tableSlides(slide, table, BODY, `Decisions for ${chosen.name}`), tables: [table], checks: [] };
}

const decisionTable = (
  asked: readonly LeverValue[],
  levers: Subject['document']['scenarios'][number]['levers'],
): Table => ({
  name: 'Decisions',
  columns: [
    { header: 'Decision', kind: 'text', weight: 3.2 },
    { header: 'Owner', kind: 'text', weight: 1 },
    { header: 'By when', kind: 'text', weight: 0.9 },
    { header: 'Cost, once', kind: 'usdQuantile', weight: 0.9 },
    { header: 'Saves', kind: 'usdQuantile', weight: 0.9 },
    { header: 'P10 to P90', kind: 'text', weight: 1.3 },
    { header: 'Paid back by', kind: 'text', weight: 1 },
  ],
  rows: asked.map(({ id, sentence, oneOffUsd, stackedUsd, rangeUsd, paidBackBy }) => {
    const lever = levers.find((one) => one.id === id);
    return [
      sentence.replaceAll('\u202f', '\u00a0'),
      lever?.owner ?? null,
      lever === undefined ? null : monthName(lever.start),
      oneOffUsd,
      -stackedUsd,
      moneyRange(-rangeUsd.p90, -rangeUsd.p10),
      paidBackBy === null ? 'beyond the plan' : monthText(paidBackBy),
    ];
  }),
  hasTotal: false,
});
