import type { QualityComparison, QualityPoint } from '../../plan/results.ts';
import { INK } from '../colours.ts';
import { BODY, GAP } from '../layout.ts';
import type { Point, PointChart, Table } from '../model.ts';
import type { Subject } from '../subject.ts';
import { modelLabel, share } from '../text.ts';
import { NOTHING, wholeTable, type Part } from './draft.ts';

type Priced = QualityPoint & { readonly usdPerMtok: number };

const isPriced = (point: QualityPoint): point is Priced => point.usdPerMtok !== null;

/** A smaller difference in price is no reason to move. */
const LEAST_SAVING = 0.05;

const CHART_WIDTH = 7.4;
const CREDIT_HEIGHT = 0.75;
const MOST_OWN = 6;
const MOST_FRONTIER = 8;

/** Quality against cost on published results, with the models in use marked. */
export function qualityPart({ results, brand }: Subject): Part {
  const { quality } = results;
  if (quality === null) return NOTHING;
  const points = quality.points.filter(isPriced);
  const own = points
    .filter(({ spendUsd }) => spendUsd !== null)
    .toSorted((left, right) => (right.spendUsd ?? 0) - (left.spendUsd ?? 0));
  const frontier = points
    .filter(({ isOnFrontier }) => isOnFrontier)
    .toSorted((left, right) => left.usdPerMtok - right.usdPerMtok);
  const body = { ...BODY, h: BODY.h - CREDIT_HEIGHT };
  return {
    slides: [
      {
        id: 'quality',
        page: 0,
        title: qualitySentence(quality, own, points),
        blocks: [
          {
            kind: 'chart',
            frame: { ...body, w: CHART_WIDTH },
            title: `${quality.benchmark} against price on the own token mix`,
            chart: qualityChart(quality, points, own, frontier, brand.accent, brand.primary),
          },
          wholeTable(
            qualityTable(quality, [...own.slice(0, MOST_OWN), ...frontier.slice(0, MOST_FRONTIER)]),
            { ...body, x: body.x + CHART_WIDTH + GAP, w: body.w - CHART_WIDTH - GAP },
            'Models in use, then the best for their price',
          ),
          {
            kind: 'text',
            frame: { ...BODY, y: BODY.y + body.h + 0.1, h: CREDIT_HEIGHT - 0.1 },
            title: '',
            lines: [mixSentence(quality), ...quality.attributions],
            isSmall: true,
          },
        ],
        notes:
          'Each measured variant is a point of its own; results at different effort levels are never averaged. A price per token says little about how many tokens a model needs.',
      },
    ],
    tables: [qualityTable(quality, points)],
    checks: [],
  };
}

const mixSentence = ({ mix }: QualityComparison): string =>
  `Price of a million tokens: ${mix.inputPerOutput.toFixed(1)} input tokens for each output token, ${share(mix.cachedShare)} of the input read from a cache, as in the last three months.`;

/** Example: `Same score or better for 64 % less: gpt-x instead of gpt-y on epoch-capabilities-index`. */
function qualitySentence({ benchmark }: QualityComparison, own: readonly Priced[], points: readonly Priced[]): string {
  for (const current of own) {
    const [better] = points
      .filter(({ label, score, usdPerMtok }) => {
        return (
          label !== current.label && score >= current.score && usdPerMtok < current.usdPerMtok * (1 - LEAST_SAVING)
        );
      })
      .toSorted((left, right) => left.usdPerMtok - right.usdPerMtok);
    if (better !== undefined) {
      return `${better.label} scores at least as well as ${current.label} on ${benchmark} at ${share(1 - better.usdPerMtok / current.usdPerMtok)} less per token`;
    }
  }
  return own.length === 0
    ? `None of the models in use has a published result on ${benchmark}`
    : `On ${benchmark} no model is as good as those in use for a clearly lower price`;
}

function qualityChart(
  { benchmark, unit }: QualityComparison,
  points: readonly Priced[],
  own: readonly Priced[],
  frontier: readonly Priced[],
  ownColour: string,
  frontierColour: string,
): PointChart {
  const place = (point: Priced): Point => ({ x: point.usdPerMtok, y: point.score, name: point.label });
  const isOther = (point: Priced): boolean => !own.includes(point) && !frontier.includes(point);
  return {
    kind: 'points',
    series: [
      {
        name: 'Other models',
        points: points.filter(isOther).map(place),
        colour: INK.line,
        mark: 'dot',
        labels: 'none',
      },
      {
        name: 'Best for its price',
        points: frontier.map(place),
        colour: frontierColour,
        mark: 'line',
        labels: 'sides',
      },
      {
        name: 'In use',
        points: own.filter((point) => !frontier.includes(point)).map(place),
        colour: ownColour,
        mark: 'diamond',
        labels: 'below',
      },
    ],
    horizontalTitle: 'USD per million tokens, logarithmic',
    verticalTitle: `${benchmark}, ${unit}`,
  };
}

const qualityTable = ({ unit }: QualityComparison, points: readonly Priced[]): Table => ({
  name: 'Quality',
  columns: [
    { header: 'Model as measured', kind: 'text', weight: 2.2 },
    { header: `Score, ${unit}`, kind: 'score', weight: 0.9 },
    { header: 'USD per M', kind: 'rate', weight: 0.9 },
    { header: 'Spent in 3 months', kind: 'usd', weight: 0.9 },
  ],
  rows: points.map(({ publishedAs, model, score, usdPerMtok, spendUsd }) => [
    publishedAs === '' ? modelLabel(model) : publishedAs,
    score,
    usdPerMtok,
    spendUsd,
  ]),
  hasTotal: false,
});
