import { useMemo, type ReactElement } from 'react';
import type { Budget } from '../../../shared/model/document.ts';
import type { BudgetOutlook, PlanResults, ScenarioOutcome } from '../../../shared/plan/results.ts';
import { describeScope } from '../../../shared/engine/sentences.ts';
import { cents, compactUsdRange, dayName, MISSING, monthName, percent } from '../../../shared/units/format.ts';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { budgetTarget } from './budgetTarget.ts';

/** As wide as a day. */
const MARK_WIDTH_PX = 104;

type Row = { readonly budget: Budget; readonly outlook: BudgetOutlook | undefined };

/** Every budget with what is expected of it and the days on which its marks are reached. */
export function BudgetTable(props: {
  readonly results: PlanResults;
  readonly outcome: ScenarioOutcome;
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
}): ReactElement {
  const { results, outcome, selectedId, onSelect } = props;
  const budgets = useWorkbench((state) => state.document.budgets);
  const inspect = useWorkbench((state) => state.inspect);
  const rows = useMemo(
    () => budgets.map((budget): Row => ({ budget, outlook: outcome.budgets.find(({ id }) => id === budget.id) })),
    [budgets, outcome],
  );
  const columns = useMemo((): readonly DataColumn<Row>[] => {
    const open = ({ budget, outlook }: Row): void => {
      if (outlook !== undefined) inspect(budgetTarget(outlook, budget, outcome, results));
    };
    const money = (key: string, header: string, value: (row: Row) => number | undefined): DataColumn<Row> => ({
      key,
      header,
      isNumber: true,
      sortBy: (row) => value(row) ?? null,
      text: (row) => cents(value(row) ?? null),
      onOpen: open,
    });
    const text = (key: string, header: string, width: number, value: (row: Row) => string): DataColumn<Row> => ({
      key,
      header,
      width,
      sortBy: value,
      text: value,
    });
    return [
      {
        ...text('name', 'Budget', 120, ({ budget }) => budget.name),
        show: ({ budget }) => (budget.id === selectedId ? <strong>{budget.name}</strong> : <>{budget.name}</>),
        onOpen: ({ budget }) => {
          onSelect(budget.id);
        },
      },
      text('owner', 'Owner', 76, ({ budget }) => budget.owner ?? MISSING),
      text('scope', 'For', 84, ({ budget }) => describeScope(budget.scope)),
      text('period', 'Months', 118, ({ budget }) => spanText(budget)),
      money('amount', 'Budget, USD', ({ budget }) => budget.amountUsd),
      money('spent', 'Spent, USD', ({ outlook }) => outlook?.spentUsd),
      money('expected', 'P50, USD', ({ outlook }) => outlook?.spend.p50),
      text('range', 'P10 to P90', 150, ({ outlook }) =>
        compactUsdRange(outlook?.spend.p10 ?? null, outlook?.spend.p90 ?? null),
      ),
      {
        key: 'chance',
        header: 'Chance above',
        isNumber: true,
        sortBy: ({ outlook }) => outlook?.probabilityOfExceeding ?? null,
        text: ({ outlook }) => percent(outlook?.probabilityOfExceeding ?? null, 0),
        show: ({ outlook }) => <Chance value={outlook?.probabilityOfExceeding ?? null} />,
        onOpen: open,
      },
      ...[0.5, 0.8, 1].map((share): DataColumn<Row> => ({
        ...text(`mark-${String(share)}`, `${percent(share, 0)} on`, MARK_WIDTH_PX, ({ outlook }) => {
          const day = outlook?.marks.find((mark) => mark.share === share)?.reachedOnP50 ?? null;
          return day === null ? 'not reached' : dayName(day);
        }),
        sortBy: ({ outlook }) => outlook?.marks.find((mark) => mark.share === share)?.reachedOnP50 ?? null,
      })),
      text('p80', '1 in 5 by', MARK_WIDTH_PX, ({ outlook }) =>
        outlook?.crossesOnP80 == null ? 'not reached' : dayName(outlook.crossesOnP80),
      ),
    ];
  }, [inspect, onSelect, outcome, results, selectedId]);
  return (
    <>
      <DataTable
        label="Budgets"
        columns={columns}
        rows={rows}
        rowKey={({ budget }) => budget.id}
        heightPx={260}
        hiddenAtFirst={['spent', 'range']}
      />
      <p className="muted">
        The days on which half, four fifths and all of a budget are spent in the middle case (P50); in one case in five
        all of it is spent earlier (P80).
      </p>
    </>
  );
}

/** Example: `Jan to Dec 2027`, or `Nov 2026 to Oct 2027`. */
function spanText({ from, to }: Budget): string {
  const first = from.slice(0, 4) === to.slice(0, 4) ? monthName(from).slice(0, 3) : monthName(from);
  return from === to ? monthName(from) : `${first} to ${monthName(to)}`;
}

/** A chance with a word beside it, so that its colour is never alone. */
function Chance({ value }: { readonly value: number | null }): ReactElement {
  if (value === null) return <>{MISSING}</>;
  const [look, word] = value > 0.5 ? ['fix', 'likely'] : value > 0.2 ? ['check', 'possible'] : ['good', 'unlikely'];
  return (
    <span className={`mark mark--${look}`}>
      {percent(value, 0)} {word}
    </span>
  );
}
