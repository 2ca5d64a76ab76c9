import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../shared/catalog/csv.ts';
import { priceDocument } from '../../shared/catalog/documents/priceDocument.ts';
import { book, query } from './support.ts';

/**
 * Names as exports write them, with what they must be read as. Written from the vendors' documentation, the price lists
 * and the export layouts; every price was compared with a second source (LiteLLM 2026-07-24 and 2026-08-23, models.dev
 * 2026-07-02, OpenRouter 2026-08-01) or follows from a documented multiple. An empty cell is null.
 */
const { records } = readCsv(readFileSync(new URL('names.csv', import.meta.url), 'utf8'));

const text = (value: string | undefined): string | null => (value === undefined || value === '' ? null : value);
const rate = (value: string | undefined): number | null => (text(value) === null ? null : Number(value));

describe('names as exported', () => {
  test('the table covers every route with at least 250 different names', () => {
    expect(new Set(records.map(({ values }) => values.name)).size).toBeGreaterThanOrEqual(250);
    const routes = new Set(records.map(({ values }) => values.route));
    for (const route of ['direct', 'bedrock', 'vertex', 'azure', 'openrouter']) expect(routes).toContain(route);
  });

  test.each(records.map(({ values, line }) => [line, values] as const))('line %i', (_, values) => {
    const [name, provider, when] = [values.name ?? '', text(values.provider), values.at ?? ''];
    const document = priceDocument(book, { name, provider, at: when });
    const match = book.match(query(name, provider));
    expect({
      name,
      status: document.status,
      model: document.model,
      provider: document.provider,
      route: document.route,
      region: document.region,
      serviceTier: document.serviceTier,
      usageClass: match.usageClass,
      meter: match.meter,
      contextBand: match.contextBand,
      rates: [document.usdPerMtok.input, document.usdPerMtok.cacheRead, document.usdPerMtok.output],
    }).toEqual({
      name,
      status: values.status,
      model: text(values.model),
      provider: text(values.seller),
      route: text(values.route),
      region: text(values.region),
      serviceTier: values.tier,
      usageClass: text(values.class),
      meter: text(values.meter),
      contextBand: text(values.band),
      rates: [rate(values.input), rate(values.cache_read), rate(values.output)],
    });
  });

  test('every match that is not exact carries a finding that says why', () => {
    for (const { values } of records) {
      const document = priceDocument(book, {
        name: values.name ?? '',
        provider: text(values.provider),
        at: values.at ?? '',
      });
      const isMeter = book.match(query(values.name ?? '', text(values.provider))).meter !== null;
      if (document.status !== 'exact' && !isMeter) expect(document.findings, values.name).not.toEqual([]);
    }
  });
});
