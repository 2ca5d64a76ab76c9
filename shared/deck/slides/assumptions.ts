import type { Table } from '../model.ts';
import { BODY } from '../layout.ts';
import type { Subject } from '../subject.ts';
import { NOTHING, tableSlides, type Part } from './draft.ts';

/** Every setting of every lever with where it comes from. */
export function assumptionsPart({ results }: Subject): Part {
  const { assumptions } = results;
  if (assumptions.length === 0) return NOTHING;
  const own = assumptions.filter(({ date }) => date === '').length;
  const table: Table = {
    name: 'Assumptions',
    columns: [
      { header: 'Scenario', kind: 'text', weight: 1.2 },
      { header: 'Lever', kind: 'text', weight: 1.5 },
      { header: 'Setting', kind: 'text', weight: 2 },
      { header: 'Value', kind: 'text', weight: 2 },
      { header: 'Source', kind: 'text', weight: 4.6 },
      { header: 'Date', kind: 'text', weight: 1 },
    ],
    rows: assumptions.map(({ scenario, lever, parameter, value, source, date }) => [
      scenario,
      lever,
      parameter,
      value.replaceAll('\u202f', '\u00a0'),
      source,
      date,
    ]),
    hasTotal: false,
  };
  const title = `The scenarios rest on ${String(assumptions.length)} settings: ${String(own)} set by the planner, ${String(assumptions.length - own)} from dated sources`;
  const notes = 'A range is read as P10 to P90. Defaults carry the source and the date on which it was read.';
  return {
    slides: tableSlides({ id: 'assumptions', title, notes }, table, BODY, 'Settings'),
    tables: [table],
    checks: [],
  };
}
