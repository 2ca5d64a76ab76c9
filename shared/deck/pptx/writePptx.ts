import PptxGenJS from 'pptxgenjs';
import { isNumeric, shownText } from '../cells.ts';
import { INK } from '../colours.ts';
import {
  BLOCK_TITLE_HEIGHT,
  columnWidths,
  FOOTER_FRAME,
  PAGE_FRAME,
  rowHeights,
  SIZE,
  SLIDE,
  TITLE_FRAME,
} from '../layout.ts';
import type { Block, Chart, Deck, Figure, Frame, Slide } from '../model.ts';
import { FONT } from './chartParts.ts';
import { finishPresentation } from './finish.ts';

type Target = PptxGenJS.Slide;

const MASTER = 'TOKENWRIGHT';
const bare = (colour: string): string => colour.slice(1);

/**
 * The deck as a PowerPoint file with native, editable charts and tables. The same deck and the same instant give the same
 * bytes.
 */
export async function writePptx(deck: Deck, now: Date): Promise<Uint8Array> {
  const presentation = new PptxGenJS();
  presentation.defineLayout({ name: 'WIDE', width: SLIDE.width, height: SLIDE.height });
  presentation.layout = 'WIDE';
  presentation.title = deck.title;
  presentation.subject = deck.subtitle;
  presentation.author = 'Tokenwright';
  presentation.company = '';
  presentation.theme = { headFontFace: FONT, bodyFontFace: FONT };
  defineMaster(presentation, deck);
  const charts: Chart[] = [];
  for (const slide of deck.slides) addSlide(presentation, slide, deck, charts);
  const written = await presentation.write({ outputType: 'uint8array' });
  // The type of `write` covers every kind of output; this is the one asked for.
  return finishPresentation(written as Uint8Array, charts, now);
}

function defineMaster(presentation: PptxGenJS, { footer, brand, title, subtitle }: Deck): void {
  const small = { fontFace: FONT, fontSize: SIZE.footer, color: bare(INK.muted), margin: 0 };
  presentation.defineSlideMaster({
    title: MASTER,
    background: { color: 'FFFFFF' },
    objects: [
      { rect: { x: 0, y: 0, w: SLIDE.width, h: 0.09, fill: { color: bare(brand.primary) } } },
      {
        text: {
          text: [title, subtitle].filter((part) => part !== '').join('  ·  '),
          options: { ...small, x: TITLE_FRAME.x, y: 0.17, w: TITLE_FRAME.w, h: 0.2 },
        },
      },
      {
        line: {
          x: FOOTER_FRAME.x,
          y: FOOTER_FRAME.y - 0.06,
          w: TITLE_FRAME.w,
          h: 0,
          line: { color: bare(INK.line), width: 0.75 },
        },
      },
      { text: { text: footer, options: { ...small, ...FOOTER_FRAME, valign: 'middle' } } },
    ],
    slideNumber: { ...PAGE_FRAME, fontFace: FONT, fontSize: SIZE.footer, color: bare(INK.muted), align: 'right' },
  });
}

function addSlide(presentation: PptxGenJS, { title, blocks, notes }: Slide, deck: Deck, charts: Chart[]): void {
  const target = presentation.addSlide({ masterName: MASTER });
  target.addText(title, {
    ...TITLE_FRAME,
    fontFace: FONT,
    fontSize: SIZE.title,
    bold: true,
    color: bare(INK.text),
    valign: 'middle',
    margin: 0,
    fit: 'shrink',
  });
  for (const block of blocks) addBlock(presentation, target, block, deck, charts);
  target.addNotes(notes);
}

function addBlock(presentation: PptxGenJS, target: Target, block: Block, deck: Deck, charts: Chart[]): void {
  switch (block.kind) {
    case 'chart': {
      addBlockTitle(target, block.frame, block.title);
      // A stand-in that brings the parts and relationships of a chart; its content is written when the file is finished.
      target.addChart(presentation.ChartType.bar, [{ name: 'x', labels: ['x'], values: [1] }], {
        ...below(block.frame),
        altText: block.title,
      });
      charts.push(block.chart);
      return;
    }
    case 'table':
      addBlockTitle(target, block.frame, block.title);
      addTable(target, block, deck);
      return;
    case 'figures':
      addFigures(target, block.frame, block.figures, deck);
      return;
    case 'text':
      if (block.title !== '') addBlockTitle(target, block.frame, block.title);
      target.addText(
        block.lines.map((text) => ({
          text,
          options: {
            bullet: block.isSmall ? false : { indent: 12 },
            breakLine: true,
            paraSpaceAfter: block.isSmall ? 0 : 6,
          },
        })),
        {
          ...(block.title === '' ? block.frame : below(block.frame)),
          fontFace: FONT,
          fontSize: block.isSmall ? SIZE.small : SIZE.body,
          color: bare(block.isSmall ? INK.muted : INK.text),
          valign: 'top',
          margin: 0,
          fit: 'shrink',
        },
      );
      return;
    default:
      block satisfies never;
  }
}

const below = (frame: Frame): Frame => ({
  ...frame,
  y: frame.y + BLOCK_TITLE_HEIGHT,
  h: frame.h - BLOCK_TITLE_HEIGHT,
});

function addBlockTitle(target: Target, frame: Frame, text: string): void {
  target.addText(text, {
    ...frame,
    h: BLOCK_TITLE_HEIGHT,
    fontFace: FONT,
    fontSize: SIZE.blockTitle,
    bold: true,
    color: bare(INK.muted),
    valign: 'top',
    margin: 0,
  });
}

type Edge = PptxGenJS.BorderProps;

const NO_EDGE: Edge = { type: 'none' };

/** Lines above and below a cell; none at its sides. */
const edges = (top: Edge, bottom: Edge): [Edge, Edge, Edge, Edge] => [top, NO_EDGE, bottom, NO_EDGE];

function addTable(target: Target, block: Extract<Block, { kind: 'table' }>, { brand }: Deck): void {
  const { table, frame, from, to } = block;
  const heights = rowHeights(table, frame.w);
  const edge: Edge = { type: 'solid', pt: 0.5, color: bare(INK.line) };
  const align = table.columns.map(({ kind }) => (isNumeric(kind) ? ('right' as const) : ('left' as const)));
  const header = table.columns.map((column, index) => ({
    text: column.header,
    options: {
      bold: true,
      color: bare(INK.text),
      fill: { color: bare(INK.panel) },
      align: align[index] ?? 'left',
      border: edges(NO_EDGE, { type: 'solid', pt: 1.25, color: bare(brand.primary) }),
    },
  }));
  const rows = shownText(table).map((cells, row) => {
    const isTotal = table.hasTotal && row === table.rows.length - 1;
    return cells.map((text, index) => ({
      text,
      options: {
        bold: isTotal,
        align: align[index] ?? 'left',
        border: edges(isTotal ? { ...edge, pt: 1 } : NO_EDGE, edge),
      },
    }));
  });
  target.addTable([header, ...rows.slice(from, to)], {
    ...below(frame),
    colW: [...columnWidths(table, frame.w)],
    rowH: [heights.header, ...heights.rows.slice(from, to)],
    fontFace: FONT,
    fontSize: SIZE.table,
    color: bare(INK.text),
    valign: 'middle',
    margin: [2.5, 5, 2.5, 5],
    autoPage: false,
  });
}

function addFigures(target: Target, frame: Frame, figures: readonly Figure[], { brand }: Deck): void {
  const gap = 0.18;
  const width = (frame.w - gap * (figures.length - 1)) / figures.length;
  for (const [index, { label, value, note }] of figures.entries()) {
    const x = frame.x + index * (width + gap);
    target.addText(
      [
        { text: label, options: { fontSize: SIZE.small + 1, color: bare(INK.muted), breakLine: true } },
        { text: value, options: { fontSize: SIZE.figure, bold: true, color: bare(INK.text), breakLine: true } },
        { text: note, options: { fontSize: SIZE.small, color: bare(INK.muted) } },
      ],
      {
        x,
        y: frame.y,
        w: width,
        h: frame.h,
        fontFace: FONT,
        fill: { color: bare(INK.panel) },
        valign: 'middle',
        margin: 8,
        fit: 'shrink',
      },
    );
    target.addShape('rect', { x, y: frame.y, w: 0.05, h: frame.h, fill: { color: bare(brand.primary) } });
  }
}
