import { useState, type ReactElement } from 'react';
import type { QualityComparison } from '../../../shared/plan/results.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FileButton } from '../../components/FileButton.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { View } from '../../components/View.tsx';
import { planOf } from '../../state/selectors.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { modelsAnswer } from './modelsAnswer.ts';
import { PricesTab } from './prices/PricesTab.tsx';
import { QualityTab } from './QualityTab.tsx';
import { SwapTab } from './SwapTab.tsx';

const QUESTION = 'Who does this work well enough for less?';

const TABS = [
  { value: 'quality', label: 'Quality and cost' },
  { value: 'swaps', label: 'Swap candidates' },
  { value: 'history', label: 'Price history' },
  { value: 'prices', label: 'Prices' },
] as const;
type TabName = (typeof TABS)[number]['value'];

/** Models by what they deliver for the money, and what they cost: at prices of the day and on the user's own token mix. */
export function ModelsView(): ReactElement {
  const plan = useWorkbench(planOf);
  const picked = useWorkbench((state) => state.pickedQuality);
  const comparison = picked ?? plan?.quality ?? null;
  if (comparison === null) {
    return (
      <View answer="Nothing to compare yet" question={QUESTION}>
        <EmptyState
          title="Here models stand by quality and cost"
          text="Open usage files in the Data view first: prices are blended on your own mix of fresh input, cached input and output."
        />
      </View>
    );
  }
  return <Compared comparison={comparison} />;
}

function Compared({ comparison }: { readonly comparison: QualityComparison }): ReactElement {
  const [tab, setTab] = useState<TabName>('quality');
  const importScores = useWorkbench((state) => state.importScores);
  const swaps = useWorkbench((state) =>
    state.swaps.status === 'ready' ? state.swaps.value : state.swaps.status === 'loading' ? state.swaps.previous : null,
  );
  return (
    <View
      answer={modelsAnswer(comparison, swaps)}
      question={QUESTION}
      actions={
        <FileButton
          text="Add your own results (CSV)"
          accept=".csv"
          testId="scores-picker"
          onPick={(file) => void importScores(file)}
        />
      }
    >
      <Tabs label="Parts of this view" value={tab} tabs={TABS} onChange={setTab} />
      {tab === 'quality' && <QualityTab comparison={comparison} />}
      {tab === 'swaps' && <SwapTab swaps={swaps} unit={comparison.unit} />}
      {tab === 'history' && <HistoryTab />}
      {tab === 'prices' && <PricesTab />}
    </View>
  );
}
