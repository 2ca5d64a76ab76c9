import type { PlanDocument } from '../model/document.ts';
import type { PlanResults } from '../plan/results.ts';
import { dayName } from '../units/format.ts';
import type { Deck } from './model.ts';
import { actualPart } from './slides/actual.ts';
import { assumptionsPart } from './slides/assumptions.ts';
import { bridgePart } from './slides/bridge.ts';
import { budgetsPart } from './slides/budgets.ts';
import { chargebackPart } from './slides/chargeback.ts';
import { comparisonPart } from './slides/comparison.ts';
import { decisionsPart } from './slides/decisions.ts';
import { evidencePart } from './slides/evidence.ts';
import { forecastPart } from './slides/forecast.ts';
import { guardrailsPart } from './slides/guardrails.ts';
import { leversPart } from './slides/levers.ts';
import { qualityPart } from './slides/quality.ts';
import { sensitivityPart } from './slides/sensitivity.ts';
import { summaryPart } from './slides/summary.ts';
import { unitsPart } from './slides/units.ts';
import { subjectOf } from './subject.ts';

const PARTS = [
  summaryPart,
  actualPart,
  forecastPart,
  unitsPart,
  comparisonPart,
  bridgePart,
  leversPart,
  budgetsPart,
  chargebackPart,
  guardrailsPart,
  sensitivityPart,
  qualityPart,
  decisionsPart,
  assumptionsPart,
  evidencePart,
] as const;

/**
 * The deck of a plan: what the page shows is what PPTX and XLSX hold. Pure: the same results and the same document give the
 * same deck. Null without usage, because there is nothing to show.
 */
export function buildDeck(results: PlanResults, document: PlanDocument): Deck | null {
  const subject = subjectOf(results, document);
  if (subject === null) return null;
  const parts = PARTS.map((part) => part(subject));
  const { title, hidden, titles } = document.deck;
  return {
    title,
    subtitle: results.name,
    slides: parts
      .flatMap(({ slides }) => slides)
      .filter(({ id }) => !hidden.includes(id))
      .map((slide) => ({ ...slide, title: ownTitle(titles[slide.id]) ?? slide.title })),
    tables: parts.flatMap(({ tables }) => tables),
    checks: parts.flatMap(({ checks }) => checks),
    footer: footerOf(results, document),
    brand: subject.brand,
    inputHash: results.inputHash,
    findings: results.findings,
  };
}

/** An emptied title is none. */
const ownTitle = (text: string | undefined): string | undefined => (text?.trim() === '' ? undefined : text);

function footerOf(results: PlanResults, { deck, reporting }: PlanDocument): string {
  const to = results.dataSources
    .flatMap((source) => source.to ?? [])
    .toSorted()
    .at(-1);
  return [
    deck.footer,
    `As of ${results.asOf === null ? 'unknown' : dayName(results.asOf)}`,
    'USD',
    reporting.timezone,
    `Data to ${to?.slice(0, 16).replace('T', ' ') ?? 'unknown'} UTC`,
    `Prices ${results.priceBookVersion}`,
    `Inputs ${results.inputHash.slice(0, 12)}`,
  ]
    .filter((part) => part !== '')
    .join('  ·  ');
}
