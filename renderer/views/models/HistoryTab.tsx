import { useMemo, type ReactElement } from 'react';
import { Figure } from '../../charts/Figure.tsx';
import { priceSteps } from '../../charts/figures/priceSteps.ts';
import { useChartTheme } from '../../charts/useChartTheme.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { ModelField } from '../ModelField.tsx';

/** What a model has cost and will cost, with where each price comes from. */
export function HistoryTab(): ReactElement {
  const history = useWorkbench((state) => state.priceHistory);
  const show = useWorkbench((state) => state.showPriceHistory);
  const today = useWorkbench((state) => state.today);
  const theme = useChartTheme();
  const figure = useMemo(() => (history === null ? null : priceSteps(history, today())), [history, today]);
  return (
    <Card
      title={history === null ? 'Price history' : `Price of ${history.model}`}
      actions={
        <ModelField
          label="Model"
          value={history?.model ?? ''}
          onCommit={(model) => {
            void show(model);
            return null;
          }}
        />
      }
    >
      {figure === null ? (
        <EmptyState title="No price is known" text="Choose a model of the price book." />
      ) : (
        <>
          <Figure figure={figure} theme={theme} heightPx={340} />
          <p className="muted">{figure.summary}</p>
          <Steps rows={figure.table} />
        </>
      )}
    </Card>
  );
}

function Steps({ rows }: { readonly rows: readonly (readonly string[])[] }): ReactElement {
  const [header = [], ...body] = rows;
  return (
    <div className="table-wrap">
      <table className="table" aria-label="Price steps">
        <thead>
          <tr>
            {header.map((cell) => (
              <th key={cell}>{cell}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, index) => (
                <td key={header[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
