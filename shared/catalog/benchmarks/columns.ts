import { readCsv } from '../csv.ts';

/** A benchmark's identity: scores compare only within one of these. */
export type Benchmark = {
  readonly name: string;
  readonly metric: string;
  /** `percent`, `elo`, `index`, `minutes`. */
  readonly unit: string;
  readonly higherIsBetter: boolean;
};

/** Published rows by column, with an index into a list for every text that repeats. -1 stands for none. */
export type BenchmarkColumns = {
  readonly models: readonly string[];
  readonly vendors: readonly string[];
  readonly benchmarks: readonly Benchmark[];
  readonly costBases: readonly string[];
  readonly dates: readonly string[];
  readonly sources: readonly string[];
  readonly licences: readonly string[];
  readonly model: readonly number[];
  readonly vendor: readonly number[];
  readonly benchmark: readonly number[];
  readonly score: readonly number[];
  readonly costUsd: readonly (number | null)[];
  readonly costBasis: readonly number[];
  readonly date: readonly number[];
  readonly source: readonly number[];
  readonly licence: readonly number[];
  readonly publishedAs: readonly string[];
};

/** Collects texts and answers their places. */
function indexed(): { readonly list: string[]; readonly place: (text: string) => number } {
  const list: string[] = [];
  const places = new Map<string, number>();
  const place = (text: string): number => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, list.length);
    return list.push(text) - 1;
  };
  return { list, place };
}

/**
 * Packs a table of published scores into columns. Throws on a row without a unit, score or licence: such a row must not
 * ship. The columns of the table are model_canonical, provider, benchmark, metric, score, unit, higher_is_better,
 * cost_usd, cost_basis, date, source_url, licence and model_as_published.
 */
export function packBenchmarks(csv: string): BenchmarkColumns {
  const [models, vendors, bases, dates, sources, licences] = [
    indexed(),
    indexed(),
    indexed(),
    indexed(),
    indexed(),
    indexed(),
  ];
  const benchmarks = indexed();
  const rows = readCsv(csv).records.map(({ line, values }) => {
    const cell = (column: string): string => values[column] ?? '';
    const score = Number(cell('score'));
    if (cell('unit') === '' || cell('licence') === '' || cell('score') === '' || !Number.isFinite(score)) {
      throw new RangeError(`Benchmark row ${String(line)} has no unit, score or licence`);
    }
    const benchmark: Benchmark = {
      name: cell('benchmark'),
      metric: cell('metric'),
      unit: cell('unit'),
      higherIsBetter: cell('higher_is_better') === '1',
    };
    return {
      model: models.place(cell('model_canonical')),
      vendor: vendors.place(cell('provider')),
      benchmark: benchmarks.place(JSON.stringify(benchmark)),
      score,
      costUsd: cell('cost_usd') === '' ? null : Number(cell('cost_usd')),
      costBasis: cell('cost_basis') === '' ? -1 : bases.place(cell('cost_basis')),
      date: cell('date') === '' ? -1 : dates.place(cell('date')),
      source: sources.place(cell('source_url')),
      licence: licences.place(cell('licence')),
      publishedAs: cell('model_as_published'),
    };
  });
  return {
    models: models.list,
    vendors: vendors.list,
    // Packed just above from values of this type.
    benchmarks: benchmarks.list.map((text) => JSON.parse(text) as Benchmark),
    costBases: bases.list,
    dates: dates.list,
    sources: sources.list,
    licences: licences.list,
    model: rows.map((row) => row.model),
    vendor: rows.map((row) => row.vendor),
    benchmark: rows.map((row) => row.benchmark),
    score: rows.map((row) => row.score),
    costUsd: rows.map((row) => row.costUsd),
    costBasis: rows.map((row) => row.costBasis),
    date: rows.map((row) => row.date),
    source: rows.map((row) => row.source),
    licence: rows.map((row) => row.licence),
    publishedAs: rows.map((row) => row.publishedAs),
  };
}
