import { INK, lighten } from '../colours.ts';
import { richText, shape, stroke, textStyle } from './chartParts.ts';
import { element, valued } from './xml.ts';

export const CATEGORY_AXIS = 111_111_111;
export const VALUE_AXIS = 222_222_222;

const LABEL_SIZE = 10;
const TITLE_SIZE = 10;
const QUARTER_TURN_LEFT = -5_400_000;

export type Side = 'b' | 'l';

const title = (text: string, side: Side): string =>
  element('c:title', {}, richText(text, TITLE_SIZE, side === 'l' ? QUARTER_TURN_LEFT : null), valued('c:overlay', 0));

const gridLines = element('c:majorGridlines', {}, shape(stroke(lighten(INK.line, 0.45), 0.5)));

const ticks = (labels: 'low' | 'nextTo'): string =>
  valued('c:majorTickMark', 'none') + valued('c:minorTickMark', 'none') + valued('c:tickLblPos', labels);

/** The axis of months or names. Labels stay at the edge also where values are below zero. */
export const categoryAxis = (side: Side, labelEvery: number): string =>
  element(
    'c:catAx',
    {},
    valued('c:axId', CATEGORY_AXIS),
    // The first name of a sideways chart stands at the top, as people read.
    element('c:scaling', {}, valued('c:orientation', side === 'l' ? 'maxMin' : 'minMax')),
    valued('c:delete', 0),
    valued('c:axPos', side),
    element('c:numFmt', { formatCode: 'General', sourceLinked: 0 }),
    ticks('low'),
    shape(stroke(INK.line, 0.75)),
    textStyle(LABEL_SIZE),
    valued('c:crossAx', VALUE_AXIS),
    valued('c:crosses', 'autoZero'),
    valued('c:auto', 0),
    valued('c:lblAlgn', 'ctr'),
    valued('c:lblOffset', 100),
    labelEvery > 1 ? valued('c:tickLblSkip', labelEvery) : '',
    valued('c:noMultiLvlLbl', 1),
  );

export type ValueAxis = {
  readonly id: number;
  readonly crosses: number;
  readonly side: Side;
  readonly title: string;
  readonly labels: 'low' | 'nextTo';
  readonly format: string;
  readonly isLogarithmic: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Where bars stand between the ticks; areas and points stand on them. */
  readonly crossing: 'between' | 'midCat';
  readonly position: 'autoZero' | 'min' | 'max';
};

export const valueAxis = (axis: ValueAxis): string =>
  element(
    'c:valAx',
    {},
    valued('c:axId', axis.id),
    element(
      'c:scaling',
      {},
      axis.isLogarithmic ? valued('c:logBase', 10) : '',
      valued('c:orientation', 'minMax'),
      axis.maximum === null ? '' : valued('c:max', axis.maximum),
      axis.minimum === null ? '' : valued('c:min', axis.minimum),
    ),
    valued('c:delete', 0),
    valued('c:axPos', axis.side),
    gridLines,
    axis.title === '' ? '' : title(axis.title, axis.side),
    element('c:numFmt', { formatCode: axis.format, sourceLinked: 0 }),
    ticks(axis.labels),
    shape(stroke(null, 0)),
    textStyle(LABEL_SIZE),
    valued('c:crossAx', axis.crosses),
    valued('c:crosses', axis.position),
    valued('c:crossBetween', axis.crossing),
  );
