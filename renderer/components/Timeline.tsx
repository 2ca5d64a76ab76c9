import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';

/** A stretch of a line. One with `onOpen` is a door; one without says its label only to the pointer. */
export type TimelineBar = {
  readonly from: number;
  readonly to: number;
  readonly look: 'run' | 'gap' | 'broken';
  readonly label: string;
  /** Stretches within it that look different. */
  readonly parts: readonly { readonly from: number; readonly to: number; readonly look: 'coarse' | 'replaced' }[];
  readonly onOpen?: () => void;
};

export type TimelineRow = {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  /** What the line shows, in words. */
  readonly text: string;
  /** Made only when the row is drawn. */
  readonly bars: () => readonly TimelineBar[];
};

type Axis = { readonly from: number; readonly to: number };
type Place = { readonly row: string; readonly bar: number };

const ROW_HEIGHT_PX = 44;
const HINT = 'Point at a bar, or move between bars with the arrow keys; Enter opens its rows.';

/**
 * Lines over one axis of days, one a row, each with bars that open. One of the bars takes part in the order of the Tab key;
 * arrow keys go from it to the others. Only the visible rows are drawn.
 */
export function Timeline(props: {
  readonly label: string;
  readonly axis: Axis;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly rows: readonly TimelineRow[];
  /** Stands below the others and does not scroll. */
  readonly last: TimelineRow;
  readonly heightPx: number;
}): ReactElement {
  const { axis, rows } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const [readout, setReadout] = useState('');
  // The virtualizer keeps its own state; React's compiler, which this rule serves, is not in use.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 4,
  });
  const visible = virtual.getVirtualItems();
  const isPlaceDrawn = visible.some(({ index }) => rows[index]?.key === place?.row);
  const reach = useCallback((row: string, bar: number) => {
    setPlace({ row, bar });
  }, []);
  return (
    <div className="timeline" role="group" aria-label={props.label}>
      <div className="timeline__row timeline__axis" aria-hidden="true">
        <span />
        <span className="timeline__line">
          {props.ticks.map(({ at, label }) => (
            <span key={at} className="timeline__tick" style={{ left: share(at, axis) }}>
              {label}
            </span>
          ))}
        </span>
        <span />
      </div>
      <div className="timeline__scroller" ref={scroller} style={{ maxHeight: props.heightPx }}>
        <ul className="timeline__rows" style={{ height: virtual.getTotalSize() }} onKeyDown={moveBetweenBars}>
          {visible.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const isHeld = isPlaceDrawn ? place?.row === row.key : index === visible[0]?.index;
            return (
              <li
                key={row.key}
                className="timeline__row"
                style={{ height: ROW_HEIGHT_PX, transform: `translateY(${String(start)}px)` }}
                aria-setsize={rows.length}
                aria-posinset={index + 1}
              >
                <Line
                  row={row}
                  axis={axis}
                  held={isHeld ? (isPlaceDrawn ? (place?.bar ?? 0) : 0) : null}
                  onReach={reach}
                  onTell={setReadout}
                />
              </li>
            );
          })}
        </ul>
      </div>
      <div className="timeline__row timeline__last">
        <Line row={props.last} axis={axis} held={null} onReach={reach} onTell={setReadout} />
      </div>
      <p className="timeline__readout muted" aria-hidden="true">
        {readout === '' ? HINT : readout}
      </p>
    </div>
  );
}

const share = (at: number, { from, to }: Axis): string =>
  `${String((100 * (Math.min(to, Math.max(from, at)) - from)) / (to - from))}%`;

const between = (bar: { readonly from: number; readonly to: number }, axis: Axis) => {
  const [from, to] = [Math.max(bar.from, axis.from), Math.min(bar.to, axis.to)];
  return { left: share(from, axis), width: `${String((100 * Math.max(0, to - from)) / (axis.to - axis.from))}%` };
};

/** A line's title, its bars and what they show in words. `held` is the bar that the Tab key comes to. */
const Line = memo(function Line(props: {
  readonly row: TimelineRow;
  readonly axis: Axis;
  readonly held: number | null;
  readonly onReach: (row: string, bar: number) => void;
  readonly onTell: (text: string) => void;
}): ReactElement {
  const { row, axis, onReach, onTell } = props;
  const bars = useMemo(() => row.bars(), [row]);
  const doors = bars.filter(({ onOpen }) => onOpen !== undefined);
  const held = props.held === null ? null : doors[Math.min(props.held, doors.length - 1)];
  return (
    <>
      <span className="timeline__title" title={row.title}>
        <strong>{row.title}</strong>
        <span className="muted">{row.note}</span>
      </span>
      <span className="timeline__line">
        {bars.map((bar) => {
          const common = {
            className: 'timeline__bar',
            'data-look': bar.look,
            style: between(bar, axis),
            onPointerEnter: () => {
              onTell(`${row.title}, ${bar.label}`);
            },
            onPointerLeave: () => {
              onTell('');
            },
          };
          const parts = bar.parts.map((part) => (
            <span
              key={`${part.look}${String(part.from)}`}
              className="timeline__part"
              data-look={part.look}
              style={between(part, bar)}
            />
          ));
          return bar.onOpen === undefined ? (
            <span key={bar.from} {...common} aria-hidden="true">
              {parts}
            </span>
          ) : (
            <button
              key={bar.from}
              {...common}
              type="button"
              aria-label={`${row.title}, ${bar.label}`}
              tabIndex={bar === held ? 0 : -1}
              onClick={bar.onOpen}
              onFocus={() => {
                onReach(row.key, doors.indexOf(bar));
                onTell(`${row.title}, ${bar.label}`);
              }}
              onBlur={() => {
                onTell('');
              }}
            >
              {parts}
            </button>
          );
        })}
      </span>
      <span className="timeline__text" title={row.text}>
        {row.text}
      </span>
    </>
  );
});

const STEPS: Readonly<Record<string, readonly [rows: number, bars: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const doorsOf = (row: Element | null): readonly HTMLButtonElement[] => [...(row?.querySelectorAll('button') ?? [])];
const middle = (element: Element): number => {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
};

/** Left and right go along a line, up and down to the bar of the next line that lies nearest in time. */
function moveBetweenBars(event: KeyboardEvent<HTMLUListElement>): void {
  const step = STEPS[event.key];
  const from = event.target instanceof HTMLElement ? event.target.closest('button') : null;
  const row = from?.closest('li') ?? null;
  if (step === undefined || from === null || row === null) return;
  event.preventDefault();
  const [rows, bars] = step;
  if (bars !== 0) {
    const doors = doorsOf(row);
    doors[doors.indexOf(from) + bars]?.focus();
    return;
  }
  let next: Element | null = row;
  do next = rows > 0 ? next.nextElementSibling : next.previousElementSibling;
  while (next !== null && doorsOf(next).length === 0);
  const at = middle(from);
  const [nearest] = [...doorsOf(next)].sort(
    (left, right) => Math.abs(middle(left) - at) - Math.abs(middle(right) - at),
  );
  nearest?.focus();
}
