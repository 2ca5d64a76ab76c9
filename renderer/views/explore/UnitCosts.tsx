import { useMemo, useState, type ReactElement } from 'react';
import type { SpendRow } from '../../../shared/data/spend.ts';
import { cents, percent, smallUsd } from '../../../shared/units/format.ts';
import { linesOverTime } from '../../charts/figures/linesOverTime.ts';
import { Choice } from '../../components/Controls.tsx';
import { ChartCard } from '../chart/ChartCard.tsx';
import { cacheHitRate, usdPerMtok, usdPerRequest } from './unitCosts.ts';

type Line = { readonly name: string; readonly value: (row: SpendRow) => number | null };
type Question = {
  readonly label: string;
  readonly unit: string;
  readonly tickformat: string;
  readonly show: (value: number | null) => string;
  readonly lines: readonly Line[];
};

const QUESTIONS = {
  mtok: {
    label: 'Per 1 M tokens',
    unit: 'USD per 1 M tokens',
    tickformat: ',.2f',
    show: smallUsd,
    lines: [{ name: 'Computed', value: usdPerMtok }],
  },
  request: {
    label: 'Per request',
    unit: 'USD per request',
    tickformat: '~g',
    show: smallUsd,
    lines: [{ name: 'Computed', value: usdPerRequest }],
  },
  cache: {
    label: 'Cache hits',
    unit: 'share of input',
    tickformat: '.0%',
    show: percent,
    lines: [{ name: 'Cached input', value: cacheHitRate }],
  },
  billed: {
    label: 'Billed beside computed',
    unit: 'USD',
    tickformat: '~s',
    show: cents,
    lines: [
      { name: 'Computed', value: ({ computedUsd }) => computedUsd },
      { name: 'Billed', value: ({ billedUsd }) => billedUsd },
    ],
  },
} as const satisfies Record<string, Question>;
type QuestionName = keyof typeof QUESTIONS;

/** What a unit costs month by month, how much the cache carries, and what was billed beside what was computed. */
export function UnitCosts({
  rows,
  months,
}: {
  readonly rows: readonly SpendRow[];
  readonly months: readonly string[];
}): ReactElement {
  const [name, setName] = useState<QuestionName>('mtok');
  const figure = useMemo(() => {
    const question: Question = QUESTIONS[name];
    const rowOf = new Map(rows.map((row) => [(row.bucket ?? '').slice(0, 7), row]));
    return linesOverTime({
      months,
      unit: question.unit,
      tickformat: question.tickformat,
      show: (value) => question.show(value),
      lines: question.lines.map((line) => ({
        name: line.name,
        values: months.map((month) => {
          const row = rowOf.get(month);
          return row === undefined ? null : line.value(row);
        }),
      })),
    });
  }, [rows, months, name]);
  return (
    <ChartCard
      title={`${QUESTIONS[name].label}, complete months`}
      figure={figure}
      heightPx={260}
      actions={<Choice label="Unit" value={name} options={CHOICES} onChange={setName} />}
    />
  );
}

// The keys of the table are its questions; Object.keys forgets it.
const CHOICES = (Object.keys(QUESTIONS) as QuestionName[]).map((value) => ({ value, label: QUESTIONS[value].label }));
