import type { CSSProperties, ReactElement } from 'react';
import { isNumeric, shownText } from '../../../shared/deck/cells.ts';
import { INK } from '../../../shared/deck/colours.ts';
import {
  BLOCK_TITLE_HEIGHT,
  columnWidths,
  FOOTER_FRAME,
  PAGE_FRAME,
  rowHeights,
  SIZE,
  SLIDE,
  TITLE_FRAME,
} from '../../../shared/deck/layout.ts';
import type { Block, Deck, Frame, Slide } from '../../../shared/deck/model.ts';
import { SlideChart } from './SlideChart.tsx';

const POINTS_PER_INCH = 72;

const place = ({ x, y, w, h }: Frame): CSSProperties => ({
  left: x * POINTS_PER_INCH,
  top: y * POINTS_PER_INCH,
  width: w * POINTS_PER_INCH,
  height: h * POINTS_PER_INCH,
});

/** A slide from the same model and the same measures as the PowerPoint file, one point to a pixel before it is scaled. */
export function SlidePage(props: {
  readonly deck: Deck;
  readonly slide: Slide;
  readonly number: number;
  /** Width on the screen, pixels. */
  readonly width: number;
}): ReactElement {
  const { deck, slide, width } = props;
  const scale = width / (SLIDE.width * POINTS_PER_INCH);
  return (
    <div className="slide" style={{ width, height: SLIDE.height * POINTS_PER_INCH * scale }}>
      <div
        className="slide__page"
        style={{
          width: SLIDE.width * POINTS_PER_INCH,
          height: SLIDE.height * POINTS_PER_INCH,
          transform: `scale(${String(scale)})`,
          color: INK.text,
        }}
      >
        <div className="slide__bar" style={{ background: deck.brand.primary }} />
        <div
          className="slide__box slide__small"
          style={{ ...place({ ...TITLE_FRAME, y: 0.17, h: 0.2 }), color: INK.muted, fontSize: SIZE.footer }}
        >
          {[deck.title, deck.subtitle].filter((part) => part !== '').join('  ·  ')}
        </div>
        <div className="slide__box slide__title" style={{ ...place(TITLE_FRAME), fontSize: SIZE.title }}>
          <span>{slide.title}</span>
        </div>
        {slide.blocks.map((block, index) => (
          <SlideBlock key={index} block={block} deck={deck} />
        ))}
        <div
          className="slide__box slide__footer"
          style={{ ...place(FOOTER_FRAME), fontSize: SIZE.footer, color: INK.muted }}
        >
          {deck.footer}
        </div>
        <div
          className="slide__box slide__footer slide__footer--number"
          style={{ ...place(PAGE_FRAME), fontSize: SIZE.footer, color: INK.muted }}
        >
          {props.number}
        </div>
      </div>
    </div>
  );
}

const below = (frame: Frame): Frame => ({
  ...frame,
  y: frame.y + BLOCK_TITLE_HEIGHT,
  h: frame.h - BLOCK_TITLE_HEIGHT,
});

function SlideBlock({ block, deck }: { readonly block: Block; readonly deck: Deck }): ReactElement {
  if (block.kind === 'figures') return <Figures block={block} deck={deck} />;
  const body = block.title === '' ? block.frame : below(block.frame);
  return (
    <>
      {block.title !== '' && (
        <div
          className="slide__box slide__block-title"
          style={{ ...place({ ...block.frame, h: BLOCK_TITLE_HEIGHT }), fontSize: SIZE.blockTitle, color: INK.muted }}
        >
          {block.title}
        </div>
      )}
      <div className="slide__box" style={place(body)}>
        {block.kind === 'chart' && (
          <SlideChart
            chart={block.chart}
            title={block.title}
            width={body.w * POINTS_PER_INCH}
            height={body.h * POINTS_PER_INCH}
          />
        )}
        {block.kind === 'table' && <SlideTable block={block} deck={deck} />}
        {block.kind === 'text' && <SlideText block={block} />}
      </div>
    </>
  );
}

function SlideText({ block }: { readonly block: Extract<Block, { kind: 'text' }> }): ReactElement {
  return block.isSmall ? (
    <div style={{ fontSize: SIZE.small, color: INK.muted }}>
      {block.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  ) : (
    <ul className="slide__list" style={{ fontSize: SIZE.body }}>
      {block.lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function SlideTable(props: { readonly block: Extract<Block, { kind: 'table' }>; readonly deck: Deck }): ReactElement {
  const { table, frame, from, to } = props.block;
  const widths = columnWidths(table, frame.w);
  const heights = rowHeights(table, frame.w);
  const align = table.columns.map(({ kind }) => (isNumeric(kind) ? 'right' : 'left'));
  const last = table.rows.length - 1;
  return (
    <table className="slide__table" style={{ fontSize: SIZE.table, borderColor: INK.line }}>
      <colgroup>
        {widths.map((width, index) => (
          <col key={index} style={{ width: width * POINTS_PER_INCH }} />
        ))}
      </colgroup>
      <thead>
        <tr style={{ height: heights.header * POINTS_PER_INCH, background: INK.panel }}>
          {table.columns.map(({ header }, index) => (
            <th
              key={header}
              scope="col"
              style={{ textAlign: align[index] ?? 'left', borderBottom: `1.25px solid ${props.deck.brand.primary}` }}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shownText(table)
          .slice(from, to)
          .map((cells, row) => (
            <tr
              key={row}
              style={{
                height: (heights.rows[from + row] ?? 0) * POINTS_PER_INCH,
                fontWeight: table.hasTotal && from + row === last ? 700 : 400,
              }}
            >
              {cells.map((cell, index) => (
                <td key={index} style={{ textAlign: align[index] ?? 'left' }}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Figures(props: { readonly block: Extract<Block, { kind: 'figures' }>; readonly deck: Deck }): ReactElement {
  const { frame, figures } = props.block;
  return (
    <div className="slide__box slide__figures" style={place(frame)}>
      {figures.map(({ label, value, note }) => (
        <div
          key={label}
          className="slide__figure"
          style={{ background: INK.panel, borderLeft: `4px solid ${props.deck.brand.primary}` }}
        >
          <span style={{ fontSize: SIZE.small + 1, color: INK.muted }}>{label}</span>
          <strong style={{ fontSize: SIZE.figure }}>{value}</strong>
          <span style={{ fontSize: SIZE.small, color: INK.muted }}>{note}</span>
        </div>
      ))}
    </div>
  );
}
