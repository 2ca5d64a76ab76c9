import type { PlanDocument } from '../model/document.ts';
import type { PastMonth, PlanResults, ScenarioOutcome } from '../plan/results.ts';
import type { Brand } from './colours.ts';
import { INK, SERIES_COLOURS } from './colours.ts';

/** What a deck is about: the results, the case it argues for and the case it is held against. */
export type Subject = {
  readonly results: PlanResults;
  readonly document: PlanDocument;
  readonly baseline: ScenarioOutcome;
  /** The scenario argued for; the baseline itself where there is no other. */
  readonly chosen: ScenarioOutcome;
  /** Months of the past that the data covers whole, the last two years. */
  readonly past: readonly PastMonth[];
  readonly brand: Brand;
};

const MOST_PAST_MONTHS = 24;

/** Null without usage: there is nothing to tell. */
export function subjectOf(results: PlanResults, document: PlanDocument): Subject | null {
  const [baseline] = results.scenarios;
  if (baseline === undefined) return null;
  const { comparison, primary, accent } = document.deck;
  const others = results.scenarios.slice(1);
  const chosen = others.find(({ id }) => id === comparison) ?? others[0] ?? baseline;
  const past = results.history.filter(({ isComplete }) => isComplete).slice(-MOST_PAST_MONTHS);
  return { results, document, baseline, chosen, past, brand: { primary, accent } };
}

/** The same scenario has the same colour on every slide; the chosen one that of the brand. */
export function scenarioColour({ results, chosen, brand }: Subject, scenario: ScenarioOutcome): string {
  if (scenario.isBaseline) return INK.baseline;
  if (scenario.id === chosen.id) return brand.primary;
  const position = results.scenarios.filter(({ id }) => id !== chosen.id).indexOf(scenario);
  return SERIES_COLOURS[position % SERIES_COLOURS.length] ?? INK.muted;
}
