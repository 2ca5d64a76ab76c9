import { INK } from '../colours.ts';
import type { CategoryChart, Chart, PointChart, PointSeries, Series } from '../model.ts';
import { barRange, pointRange } from '../scale.ts';
import { categoryAxis, CATEGORY_AXIS, valueAxis, VALUE_AXIS } from './chartAxes.ts';
import { labelParts, numberReference, richText, shape, solid, stroke, textReference, textStyle } from './chartParts.ts';
import { columnLetters, element, valued, XML_HEAD } from './xml.ts';

const USD_FORMAT = '#,##0';
const LEGEND_SIZE = 10;
const LABEL_SIZE = 9;
/** More month names than this would be set at an angle. */
const MOST_LABELS = 15;

const range = (column: number, rows: number): string =>
  `Sheet1!$${columnLetters(column)}$2:$${columnLetters(column)}$${String(rows + 1)}`;

const nameOf = (column: number, name: string): string =>
  element('c:tx', {}, textReference(`Sheet1!$${columnLetters(column)}$1`, [name]));

/**
 * The chart part of a presentation. Written here because the presentation library leaves zeros out of the embedded workbook,
 * cannot dash one line of several and writes elements in an order that the schema forbids.
 */
export function chartXml(chart: Chart): string {
  const hidden = chart.series.flatMap(({ colour }, index) => (colour === null ? [index] : []));
  return (
    XML_HEAD +
    element(
      'c:chartSpace',
      {
        'xmlns:c': 'http://schemas.openxmlformats.org/drawingml/2006/chart',
        'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
        'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      },
      valued('c:date1904', 0),
      valued('c:roundedCorners', 0),
      element(
        'c:chart',
        {},
        valued('c:autoTitleDeleted', 1),
        element('c:plotArea', {}, '<c:layout/>', chart.kind === 'category' ? categoryPlot(chart) : pointPlot(chart)),
        element(
          'c:legend',
          {},
          valued('c:legendPos', 't'),
          ...hidden.map((index) => element('c:legendEntry', {}, valued('c:idx', index), valued('c:delete', 1))),
          valued('c:overlay', 0),
          textStyle(LEGEND_SIZE),
        ),
        valued('c:plotVisOnly', 1),
        valued('c:dispBlanksAs', 'gap'),
      ),
      shape('<a:noFill/>', stroke(null, 0)),
      element('c:externalData', { 'r:id': 'rId1' }, valued('c:autoUpdate', 0)),
    )
  );
}

const axisIds = valued('c:axId', CATEGORY_AXIS) + valued('c:axId', VALUE_AXIS);

function categoryPlot(chart: CategoryChart): string {
  const isSideways = chart.direction === 'sideways';
  const marked = (mark: Series['mark']): string =>
    chart.series.flatMap((series, index) => (series.mark === mark ? [seriesXml(chart, series, index)] : [])).join('');
  const [bands, bars, lines] = [marked('band'), marked('bar'), marked('line')];
  return [
    bands === ''
      ? ''
      : element('c:areaChart', {}, valued('c:grouping', 'stacked'), valued('c:varyColors', 0), bands, axisIds),
    bars === ''
      ? ''
      : element(
          'c:barChart',
          {},
          valued('c:barDir', isSideways ? 'bar' : 'col'),
          valued('c:grouping', chart.bars === 'stacked' ? 'stacked' : 'clustered'),
          valued('c:varyColors', 0),
          bars,
          valued('c:gapWidth', 60),
          valued('c:overlap', chart.bars === 'beside' ? 0 : 100),
          axisIds,
        ),
    lines === ''
      ? ''
      : element(
          'c:lineChart',
          {},
          valued('c:grouping', 'standard'),
          valued('c:varyColors', 0),
          lines,
          valued('c:marker', 1),
          axisIds,
        ),
    categoryAxis(isSideways ? 'l' : 'b', Math.ceil(chart.categories.length / MOST_LABELS)),
    valueAxis({
      id: VALUE_AXIS,
      crosses: CATEGORY_AXIS,
      side: isSideways ? 'b' : 'l',
      title: chart.valueTitle,
      labels: 'nextTo',
      format: USD_FORMAT,
      isLogarithmic: false,
      ...(chart.hasLabels || chart.bars === 'stacked' ? barRange(chart) : { minimum: null, maximum: null }),
      crossing: bars === '' ? 'midCat' : 'between',
      // With the first name at the top the value axis would stand there too.
      position: isSideways ? 'max' : 'autoZero',
    }),
    shape('<a:noFill/>'),
  ].join('');
}

function seriesXml(chart: CategoryChart, series: Series, index: number): string {
  const { name, values, mark, colour, isDashed } = series;
  const rows = chart.categories.length;
  // The foot of a stack has nothing to say, and a stack has no outer end.
  const labels =
    chart.hasLabels && colour !== null
      ? element(
          'c:dLbls',
          {},
          element('c:numFmt', { formatCode: USD_FORMAT, sourceLinked: 0 }),
          shape('<a:noFill/>', stroke(null, 0)),
          textStyle(LABEL_SIZE, INK.text),
          valued('c:dLblPos', chart.bars === 'stacked' ? 'ctr' : 'outEnd'),
          labelParts(true),
        )
      : '';
  return element(
    'c:ser',
    {},
    valued('c:idx', index),
    valued('c:order', index),
    nameOf(index + 1, name),
    mark === 'line'
      ? shape(stroke(colour, isDashed ? 2 : 2.5, isDashed ? 'dash' : 'solid'))
      : shape(colour === null ? '<a:noFill/>' : solid(colour), stroke(null, 0)),
    mark === 'line' ? element('c:marker', {}, valued('c:symbol', 'none')) : '',
    mark === 'bar' ? valued('c:invertIfNegative', 0) : '',
    labels,
    element('c:cat', {}, textReference(range(0, rows), chart.categories)),
    element('c:val', {}, numberReference(range(index + 1, rows), values, USD_FORMAT)),
    mark === 'line' ? valued('c:smooth', 0) : '',
  );
}

function pointPlot(chart: PointChart): string {
  const horizontal = pointRange(chart, 'x');
  const vertical = pointRange(chart, 'y');
  return [
    element(
      'c:scatterChart',
      {},
      valued('c:scatterStyle', 'lineMarker'),
      valued('c:varyColors', 0),
      ...chart.series.map(pointSeriesXml),
      axisIds,
    ),
    valueAxis({
      id: CATEGORY_AXIS,
      crosses: VALUE_AXIS,
      side: 'b',
      title: chart.horizontalTitle,
      labels: 'low',
      format: 'General',
      isLogarithmic: true,
      minimum: horizontal.minimum,
      maximum: horizontal.maximum,
      crossing: 'midCat',
      position: 'min',
    }),
    valueAxis({
      id: VALUE_AXIS,
      crosses: CATEGORY_AXIS,
      side: 'l',
      title: chart.verticalTitle,
      labels: 'low',
      format: 'General',
      isLogarithmic: false,
      minimum: vertical.minimum,
      maximum: vertical.maximum,
      crossing: 'midCat',
      position: 'min',
    }),
    shape('<a:noFill/>'),
  ].join('');
}

const SYMBOLS = { dot: { symbol: 'circle', size: 5 }, diamond: { symbol: 'diamond', size: 10 } } as const;

function pointSeriesXml(series: PointSeries, index: number): string {
  const { name, points, colour, mark } = series;
  const { symbol, size } = SYMBOLS[mark === 'diamond' ? 'diamond' : 'dot'];
  const column = index * 3;
  return element(
    'c:ser',
    {},
    valued('c:idx', index),
    valued('c:order', index),
    nameOf(column + 2, name),
    shape(mark === 'line' ? stroke(colour, 1.5) : stroke(null, 0)),
    element(
      'c:marker',
      {},
      valued('c:symbol', symbol),
      valued('c:size', mark === 'line' ? 7 : size),
      shape(solid(colour), stroke('#ffffff', 0.5)),
    ),
    pointLabels(series),
    element(
      'c:xVal',
      {},
      numberReference(
        range(column + 1, points.length),
        points.map(({ x }) => x),
        'General',
      ),
    ),
    element(
      'c:yVal',
      {},
      numberReference(
        range(column + 2, points.length),
        points.map(({ y }) => y),
        'General',
      ),
    ),
    valued('c:smooth', 0),
  );
}

function pointLabels({ points, labels }: PointSeries): string {
  if (labels === 'none' || points.length === 0) return '';
  return element(
    'c:dLbls',
    {},
    ...points.map(({ name }, index) =>
      element(
        'c:dLbl',
        {},
        valued('c:idx', index),
        richText(name, LABEL_SIZE, null, INK.text),
        valued('c:dLblPos', labels === 'below' ? 'b' : index === 0 || index === points.length - 1 ? 'r' : 'l'),
        labelParts(true),
      ),
    ),
    labelParts(false),
  );
}
