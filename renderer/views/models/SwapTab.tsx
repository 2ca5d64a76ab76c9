import { useMemo, useState, type ReactElement } from 'react';
import type { SwapCandidate, SwapComparison } from '../../../shared/plan/swaps.ts';
import { compactUsd, MISSING, percent, smallUsd } from '../../../shared/units/format.ts';
import { Button, Select, Switch } from '../../components/Controls.tsx';
import { DataTable, type DataColumn } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Card } from '../../components/View.tsx';
import { addSwapLever } from '../../state/scenarioEdits.ts';
import { useStoreApi, useWorkbench } from '../../state/useStore.tsx';

const FLOORS = [
  { value: '0', label: 'any score' },
  { value: '0.9', label: 'at least 90 % of today’s score' },
  { value: '0.95', label: 'at least 95 % of today’s score' },
  { value: '1', label: 'at least today’s score' },
] as const;

/** Who could do the work of one model for less, most surely first; one click makes a candidate a lever. */
export function SwapTab({
  swaps,
  unit,
}: {
  readonly swaps: SwapComparison | null;
  readonly unit: string;
}): ReactElement {
  if (swaps === null) {
    return <EmptyState title="No candidates yet" text="They appear once a model with a price is in use." />;
  }
  return <Candidates swaps={swaps} unit={unit} />;
}

function Candidates({ swaps, unit }: { readonly swaps: SwapComparison; readonly unit: string }): ReactElement {
  const store = useStoreApi();
  const choose = useWorkbench((state) => state.chooseWorkload);
  const notify = useWorkbench((state) => state.notify);
  const newId = useWorkbench((state) => state.newId);
  const showPrices = useWorkbench((state) => state.showPriceHistory);
  const [floor, setFloor] = useState('0.95');
  const { workload, candidates, current, yearUsd, draws, benchmark } = swaps;
  const [withUnknown, setWithUnknown] = useState(true);
  const rows = useMemo(
    () =>
      candidates.filter(({ qualityRatio, score }) =>
        qualityRatio === null ? withUnknown || score !== null : qualityRatio >= Number(floor),
      ),
    [candidates, floor, withUnknown],
  );
  const columns = useMemo((): readonly DataColumn<SwapCandidate>[] => {
    const make = (candidate: SwapCandidate): void => {
      const scenario = addSwapLever(store, { workload, parameters: candidate.parameters }, newId);
      notify('success', `${candidate.label} is a lever of ${scenario} now`, 'Undo takes it back.');
    };
    return [
      {
        key: 'model',
        header: 'Candidate',
        width: 190,
        sortBy: (row) => row.label,
        text: (row) => row.label,
        onOpen: (row) => void showPrices(row.model),
      },
      {
        key: 'probability',
        header: 'P(cheaper)',
        isNumber: true,
        width: 90,
        sortBy: (row) => row.probabilityCheaper,
        text: (row) => percent(row.probabilityCheaper, 0),
      },
      money('saving', 'Expected saving a year', (row) => row.expectedSavingUsd),
      money('p10', 'P10', (row) => row.p10SavingUsd),
      money('p90', 'P90', (row) => row.p90SavingUsd),
      {
        key: 'quality',
        header: 'Quality change',
        isNumber: true,
        width: 110,
        sortBy: (row) => row.qualityRatio,
        text: (row) => (row.qualityRatio === null ? 'unknown' : signed(row.qualityRatio - 1)),
      },
      {
        key: 'score',
        header: benchmark === null ? 'Score' : `${benchmark}, ${unit}`,
        isNumber: true,
        width: 130,
        sortBy: (row) => row.score,
        text: (row) => row.score?.toLocaleString('en-US', { maximumFractionDigits: 1 }) ?? 'no score',
      },
      {
        key: 'seller',
        header: 'Seller',
        width: 100,
        sortBy: (row) => sellerOf(row.model),
        text: (row) => sellerOf(row.model),
      },
      { key: 'effort', header: 'Effort', width: 80, sortBy: (row) => row.effort, text: (row) => row.effort ?? MISSING },
      {
        key: 'price',
        header: 'USD per 1 M tokens',
        isNumber: true,
        width: 130,
        sortBy: (row) => row.usdPerMtok,
        text: (row) => smallUsd(row.usdPerMtok),
      },
      {
        key: 'risk',
        header: 'Risks',
        width: 280,
        sortBy: (row) => row.risks.length,
        text: (row) => row.risks.join('; '),
      },
      {
        key: 'lever',
        header: 'Decide',
        width: 110,
        sortBy: () => null,
        text: () => '',
        show: (row) => (
          <Button
            look="quiet"
            label={`Make a lever of ${row.label}`}
            onClick={() => {
              make(row);
            }}
          >
            Make a lever
          </Button>
        ),
      },
    ];
  }, [workload, benchmark, unit, store, newId, notify, showPrices]);

  return (
    <Card
      title={`Who could do the work of ${workload.split('/').at(-1) ?? workload}`}
      actions={
        <div className="row">
          <Select
            label="Work of"
            isLabelShown
            value={workload}
            options={swaps.workloads.map((key) => ({ value: key, label: key }))}
            onChange={choose}
          />
          <Select label="Quality floor" isLabelShown value={floor} options={[...FLOORS]} onChange={setFloor} />
          <Switch label="Models of unknown quality" isLabelShown isOn={withUnknown} onChange={setWithUnknown} />
        </div>
      }
    >
      <p className="muted">
        A year of this work costs {compactUsd(yearUsd)} at the volume of the last four weeks. Each candidate is drawn{' '}
        {String(draws)} times over the sourced ranges of tokenizer, verbosity and thinking; the same draws come back
        every time.{' '}
        {current === null
          ? 'Today’s model has no result on this benchmark, so quality cannot be compared.'
          : `Quality is held against ${current.publishedAs}, ${String(current.score)} ${unit}${current.effort === null ? '' : `, effort ${current.effort}`}.`}
      </p>
      <DataTable label="Swap candidates" columns={columns} rows={rows} rowKey={(row) => row.model} heightPx={520} />
    </Card>
  );
}

const sellerOf = (model: string): string => model.slice(0, Math.max(0, model.indexOf('/')));

const signed = (share: number): string => `${share > 0 ? '+' : ''}${percent(share, 0)}`;

const money = (key: string, header: string, value: (row: SwapCandidate) => number): DataColumn<SwapCandidate> => ({
  key,
  header,
  isNumber: true,
  width: key === 'saving' ? 150 : 90,
  sortBy: value,
  text: (row) => compactUsd(value(row)),
});
