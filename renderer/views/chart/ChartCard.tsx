import { useCallback, useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { FigureModel } from '../../charts/figure.ts';
import { Figure, type FigureTools, type PointClick } from '../../charts/Figure.tsx';
import { logarithmic, spansDecades } from '../../charts/scale.ts';
import { useChartTheme } from '../../charts/useChartTheme.ts';
import { Button, Switch } from '../../components/Controls.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { csvText } from '../../components/tableText.ts';
import { Card } from '../../components/View.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { dataUrlBlob } from './dataUrl.ts';
import { FigureTable } from './FigureTable.tsx';

const SAVES = [
  { key: 'copy', text: 'Copy as an image' },
  { key: 'png', text: 'Save as PNG' },
  { key: 'svg', text: 'Save as SVG' },
  { key: 'csv', text: 'Save the numbers as CSV' },
] as const;

/** A chart with what every chart can do: be read as a table, be zoomed and reset, be copied and saved. */
export function ChartCard(props: {
  readonly title: string;
  readonly figure: FigureModel;
  readonly heightPx: number;
  readonly actions?: ReactNode;
  readonly onPoint?: (click: PointClick) => void;
  /** Stands under the chart. */
  readonly children?: ReactNode;
}): ReactElement {
  const { title, figure, heightPx, onPoint } = props;
  const theme = useChartTheme();
  const [isTable, setIsTable] = useState(false);
  const [wantsLog, setWantsLog] = useState(false);
  const [isZoomed, setIsZoomed] = useState(false);
  const tools = useRef<FigureTools | null>(null);
  const onTools = useCallback((next: FigureTools) => {
    tools.current = next;
  }, []);
  const mayBeLog = useMemo(() => spansDecades(figure), [figure]);
  const isLog = wantsLog && mayBeLog;
  const drawn = useMemo(() => (isLog ? logarithmic(figure) : figure), [figure, isLog]);
  const save = useSave(title, figure, tools);

  return (
    <Card
      title={title}
      actions={
        <>
          {props.actions}
          {mayBeLog && !isTable && <Switch label="Logarithmic" isLabelShown isOn={wantsLog} onChange={setWantsLog} />}
          {isZoomed && !isTable && (
            <Button look="quiet" onClick={() => void tools.current?.resetZoom()}>
              Show all again
            </Button>
          )}
          <Button
            look="quiet"
            isPressed={isTable}
            onClick={() => {
              setIsTable(!isTable);
            }}
          >
            {isTable ? 'As a chart' : 'As a table'}
          </Button>
          <MenuButton
            text="Save"
            label={`Save: ${title}`}
            look="quiet"
            items={isTable ? SAVES.filter(({ key }) => key === 'csv') : SAVES}
            onPick={save}
          />
        </>
      }
    >
      {isTable ? (
        <FigureTable label={title} figure={figure} heightPx={heightPx} />
      ) : (
        <Figure
          figure={drawn}
          theme={theme}
          heightPx={heightPx}
          onTools={onTools}
          onZoom={setIsZoomed}
          {...(onPoint === undefined ? {} : { onPoint })}
        />
      )}
      {props.children}
    </Card>
  );
}

function useSave(
  title: string,
  figure: FigureModel,
  tools: { readonly current: FigureTools | null },
): (key: string) => void {
  const saveFile = useWorkbench((state) => state.saveFile);
  const notify = useWorkbench((state) => state.notify);
  return (key) => {
    const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const image = async (format: 'png' | 'svg'): Promise<Blob> => {
      if (tools.current === null) throw new Error('The chart is not drawn yet.');
      return dataUrlBlob(await tools.current.image(format));
    };
    const carryOut = async (): Promise<void> => {
      if (key === 'csv') await saveFile(`${name}.csv`, 'csv', new Blob([csvText(figure.table)], { type: 'text/csv' }));
      else if (key === 'svg') await saveFile(`${name}.svg`, 'svg', await image('svg'));
      else if (key === 'png') await saveFile(`${name}.png`, 'png', await image('png'));
      else await navigator.clipboard.write([new ClipboardItem({ 'image/png': image('png') })]);
    };
    carryOut().catch((error: unknown) => {
      notify('error', 'The chart could not be copied or saved', error instanceof Error ? error.message : String(error));
    });
  };
}
