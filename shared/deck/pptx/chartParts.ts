import { INK } from '../colours.ts';
import { element, escapeXml, valued } from './xml.ts';

const EMU_PER_POINT = 12_700;
export const FONT = 'Arial';

const rgb = (colour: string): string => colour.slice(1).toUpperCase();

export const solid = (colour: string): string => element('a:solidFill', {}, valued('a:srgbClr', rgb(colour)));

/** A line of so many points; a null colour draws none. */
export const stroke = (colour: string | null, points: number, dash: 'solid' | 'dash' = 'solid'): string =>
  colour === null
    ? element('a:ln', {}, '<a:noFill/>')
    : element(
        'a:ln',
        { w: Math.round(points * EMU_PER_POINT), cap: 'rnd' },
        solid(colour),
        valued('a:prstDash', dash),
        '<a:round/>',
      );

export const shape = (...content: readonly string[]): string => element('c:spPr', {}, ...content);

const letters = (sizePoints: number, colour: string): string =>
  element(
    'a:defRPr',
    { sz: Math.round(sizePoints * 100), b: 0 },
    solid(colour),
    element('a:latin', { typeface: FONT }),
    element('a:cs', { typeface: FONT }),
  );

/** How text of a chart's part looks. */
export const textStyle = (sizePoints: number, colour: string = INK.muted): string =>
  element(
    'c:txPr',
    {},
    '<a:bodyPr/>',
    '<a:lstStyle/>',
    element('a:p', {}, element('a:pPr', {}, letters(sizePoints, colour)), '<a:endParaRPr lang="en-US"/>'),
  );

/** Text of its own, in an axis title or at a point. */
export const richText = (text: string, sizePoints: number, turn: number | null, colour: string = INK.muted): string =>
  element(
    'c:tx',
    {},
    element(
      'c:rich',
      {},
      element('a:bodyPr', turn === null ? {} : { rot: turn, vert: 'horz' }),
      '<a:lstStyle/>',
      element(
        'a:p',
        {},
        element('a:pPr', {}, letters(sizePoints, colour)),
        element(
          'a:r',
          {},
          element(
            'a:rPr',
            { lang: 'en-US', sz: Math.round(sizePoints * 100), b: 0 },
            solid(colour),
            element('a:latin', { typeface: FONT }),
          ),
          `<a:t>${escapeXml(text)}</a:t>`,
        ),
      ),
    ),
  );

const points = (values: readonly (string | number | null)[]): string =>
  values
    .map((value, index) =>
      value === null ? '' : element('c:pt', { idx: index }, `<c:v>${escapeXml(String(value))}</c:v>`),
    )
    .join('');

/** A range of the embedded sheet with a copy of its texts. */
export const textReference = (range: string, values: readonly string[]): string =>
  element(
    'c:strRef',
    {},
    `<c:f>${range}</c:f>`,
    element('c:strCache', {}, valued('c:ptCount', values.length), points(values)),
  );

/** A range of the embedded sheet with a copy of its numbers; unknown ones are gaps. */
export const numberReference = (range: string, values: readonly (number | null)[], format: string): string =>
  element(
    'c:numRef',
    {},
    `<c:f>${range}</c:f>`,
    element(
      'c:numCache',
      {},
      `<c:formatCode>${escapeXml(format)}</c:formatCode>`,
      valued('c:ptCount', values.length),
      points(values),
    ),
  );

/** Which parts of a label are shown: its value, or a text of its own only. */
export const labelParts = (isValueShown: boolean): string =>
  [
    valued('c:showLegendKey', 0),
    valued('c:showVal', isValueShown ? 1 : 0),
    valued('c:showCatName', 0),
    valued('c:showSerName', 0),
    valued('c:showPercent', 0),
    valued('c:showBubbleSize', 0),
  ].join('');
