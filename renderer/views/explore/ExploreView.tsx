import { useMemo, type ReactElement } from 'react';
import { DIMENSIONS, type Dimension } from '../../../shared/data/usageColumns.ts';
import { Choice, Select } from '../../components/Controls.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { View } from '../../components/View.tsx';
import { spendOverTime } from '../../charts/figures/spendOverTime.ts';
import type { ExploreRows } from '../../state/explore.ts';
import type { Measure } from '../../state/types.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { DIMENSION_LABELS, valueLabel } from '../labels.ts';
import { ChartCard } from '../chart/ChartCard.tsx';
import { exploreAnswer, exploreSeries, MEASURES } from './exploreModel.ts';
import { ExploreDetails } from './ExploreDetails.tsx';
import { ExploreFigures } from './ExploreFigures.tsx';
import { GpuTable } from './GpuTable.tsx';

const QUESTION = 'Where does the money go, and what moved?';
const BUCKETS = [
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
] as const;

/** Spend and tokens over time by any dimension, for the scope and period on top. */
export function ExploreView(): ReactElement {
  const explore = useWorkbench((state) => state.explore);
  const status = useWorkbench((state) => state.dataset.status);
  const rows = explore.status === 'ready' ? explore.value : explore.status === 'loading' ? explore.previous : null;
  if (status === 'empty') {
    return (
      <View answer="No usage yet" question={QUESTION}>
        <EmptyState
          title="Here you will see where the money goes"
          text="Open usage files in the Data view first; then this shows spend and tokens by model, project, team and more, over time."
        />
      </View>
    );
  }
  if (explore.status === 'failed') {
    return (
      <View answer="This could not be read" question={QUESTION}>
        <p>{explore.message}</p>
      </View>
    );
  }
  if (rows === null) return <View answer="Reading …" question={QUESTION} children={null} />;
  return <Explored rows={rows} />;
}

function Explored({ rows }: { readonly rows: ExploreRows }): ReactElement {
  const settings = useWorkbench((state) => state.exploreSettings);
  const setExplore = useWorkbench((state) => state.setExplore);
  const period = useWorkbench((state) => state.period);
  const filterBy = useWorkbench((state) => state.filterBy);
  const to = useWorkbench((state) => state.dataset.summary?.extent.to ?? null);
  const { by, bucket, measure } = settings;

  const figure = useMemo(() => {
    const series = exploreSeries(rows, by, measure);
    return spendOverTime({
      ...series,
      unit: MEASURES[measure].unit,
      isLastPartial: bucket !== 'day' && to !== null && isInsideBucket(to, bucket),
    });
  }, [rows, by, bucket, measure, to]);

  const names = useMemo(
    () => new Map(rows.byDimension.map((row) => [nameOf(row.dimensions[by]), row.dimensions[by] ?? null])),
    [rows, by],
  );
  const onPoint = useMemo(
    () =>
      ({ series, isShift }: { readonly series: string; readonly isShift: boolean }): void => {
        if (names.has(series)) filterBy(by, names.get(series) ?? null, isShift);
      },
    [names, by, filterBy],
  );

  return (
    <View answer={exploreAnswer(rows, by, measure)} question={QUESTION}>
      <ExploreFigures rows={rows} by={by} />
      <ChartCard
        title={`${MEASURES[measure].label} by ${DIMENSION_LABELS[by].toLowerCase()}`}
        actions={
          <>
            <Select
              label="By"
              value={by}
              options={DIMENSIONS.map((value) => ({ value, label: DIMENSION_LABELS[value] }))}
              onChange={(value) => {
                // The options are the dimensions themselves.
                setExplore({ by: value as Dimension });
              }}
            />
            <Choice
              label="Measure"
              value={measure}
              options={MEASURE_OPTIONS}
              onChange={(value) => {
                setExplore({ measure: value });
              }}
            />
            <Choice
              label="Time"
              value={bucket === 'hour' ? 'day' : bucket}
              options={BUCKETS}
              onChange={(value) => {
                setExplore({ bucket: value });
              }}
            />
          </>
        }
        figure={figure}
        heightPx={360}
        onPoint={onPoint}
      />
      <ExploreDetails rows={rows} by={by} to={period.to ?? to} />
      <GpuTable />
    </View>
  );
}

const MEASURE_OPTIONS = (Object.keys(MEASURES) as Measure[]).map((value) => ({ value, label: MEASURES[value].label }));

const nameOf = (value: string | null | undefined): string => valueLabel(value ?? null);

/** True when the data ends within a week or month, so that its last bar is not complete. */
function isInsideBucket(to: string, bucket: 'hour' | 'week' | 'month'): boolean {
  const end = new Date(to);
  return bucket === 'month' ? end.getUTCDate() !== 1 : end.getUTCDay() !== 1;
}
