import { beforeAll, describe, expect, it } from 'vitest';
import { shownValues } from '../../shared/deck/cells.ts';
import type { Slide, Table } from '../../shared/deck/model.ts';
import { governedPlan } from '../support/governedPlan.ts';
import { deckOf, sampleDeck, type SampleDeck } from './sampleDeck.ts';

describe('slides about who pays and what is asked', () => {
  let sample: SampleDeck;

  beforeAll(async () => {
    sample = await sampleDeck(await governedPlan());
  });

  const slide = (id: Slide['id']): Slide => {
    const found = sample.deck.slides.find((one) => one.id === id);
    if (found === undefined) throw new Error(`there is no slide ${id}`);
    return found;
  };
  const table = (name: string): Table => {
    const found = sample.deck.tables.find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no table ${name}`);
    return found;
  };

  it('charge every dollar, with what nobody owns, and tie', () => {
    expect(slide('chargeback').title).toMatch(
      /^Engineering caused \d+.% of .* from Nov 2025 to Oct 2026; (< )?\d+.% is not attributed$/,
    );
    const check = sample.deck.checks.find(({ name }) => name.startsWith('Cost centres'));
    expect(check?.left).toBeCloseTo(check?.right ?? Number.NaN, 6);
    // Twelve months of 900 USD are shared
    expect(table('Showback').rows.at(-1)?.[2]).toBeCloseTo(10_800, 6);
    const shown = shownValues(table('Showback'), 0);
    const parts = shown.slice(0, -1).reduce((sum, row) => sum + Number(row[3]), 0);
    expect(parts).toBe(shown.at(-1)?.[3]);
  });

  it('tell what one of each costs', () => {
    expect(slide('units').title).toMatch(
      /^A million tokens cost [\d.]+.USD in Oct 2026, (\d+.% (less|more) than|as in) the month before$/,
    );
    const ticket = table('Unit costs').rows.find(([name]) => name === 'resolved ticket');
    expect(ticket?.[2]).toBe(1000);
    expect(Number(ticket?.[4]) * 1000).toBeCloseTo(Number(ticket?.[3]), 6);
  });

  it('replay limits and ask for decisions with owner, cost and date', () => {
    expect(slide('guardrails').title).toMatch(/^Cap a day would have blocked .* and saved /);
    expect(table('Guardrails').rows.map(([name, most]) => [name, most])).toEqual([
      ['Cap a day', '600 USD a day, all together'],
      ['Cap nobody meets', '1000000000 USD a month, each project'],
    ]);
    expect(slide('decisions').title).toMatch(
      /^3 decisions are asked for: Tidy up saves .* with all its levers; the first by Jan 2027$/,
    );
    expect(table('Decisions').rows).toHaveLength(3);
    expect(table('Decisions').rows.every(([, , by]) => by === 'Jan 2027' || by === 'Feb 2027')).toBe(true);
  });

  it('are left out where there is nothing to say', () => {
    const { results, document } = sample;
    const without = deckOf({ ...results, analysis: null }, document).slides.map(({ id }) => id);
    expect(without).not.toContain('chargeback');
    expect(without).not.toContain('units');
    expect(without).not.toContain('guardrails');
    const baselineOnly = deckOf({ ...results, scenarios: results.scenarios.slice(0, 1) }, document);
    expect(baselineOnly.slides.map(({ id }) => id)).not.toContain('decisions');
  });
});
