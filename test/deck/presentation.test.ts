import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { writePptx } from '../../shared/deck/pptx/writePptx.ts';
import { writeXlsx } from '../../shared/deck/xlsx/writeXlsx.ts';
import { spreadsheetLibrary } from '../../electron/spreadsheetLibrary.ts';
import { runDocument, type RunDocument } from '../../shared/plan/runDocument.ts';
import { monthName } from '../../shared/units/format.ts';
import { FIXED_NOW } from '../support/host.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import {
  chartReferences,
  chartSeries,
  contents,
  contentTypeGaps,
  danglingRelationships,
  isWellFormed,
  numberOf,
  openPackage,
  rangeCells,
  sheetCells,
  slideTables,
  slideText,
  textOf,
  type Package,
} from './office.ts';
import { deckOf, sampleDeck, type SampleDeck } from './sampleDeck.ts';

const SOFFICE = ['/usr/bin/soffice', '/usr/local/bin/soffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'];
const soffice = SOFFICE.find((path) => existsSync(path));

/** A sum, a cell of another sheet, a difference, a verdict; no text of the plan is in them. */
const OWN_FORMULA =
  /^(SUM\((&#39;[A-Za-z ]+&#39;!)?[A-Z]+\d+:[A-Z]+\d+\)|[A-Z]\w*_total|B\d+-C\d+|IF\(ABS\(D\d+\)&lt;0\.005,&#34;ties&#34;,&#34;differs&#34;\))$/;

let sample: SampleDeck;
let run: RunDocument;
let bytes: Uint8Array;
let parts: Package;

const paths = (pattern: RegExp): string[] =>
  [...parts.keys()]
    .filter((path) => pattern.test(path))
    .toSorted((left, right) => left.localeCompare(right, 'en', { numeric: true }));
const slides = (): string[] => paths(/^ppt\/slides\/slide\d+\.xml$/).map((path) => textOf(parts, path));
const charts = (): string[] => paths(/^ppt\/charts\/chart\d+\.xml$/).map((path) => textOf(parts, path));
const seriesNamed = (name: string): readonly (number | null)[] =>
  charts()
    .flatMap(chartSeries)
    .find((series) => series.name === name)?.values ?? [];

beforeAll(async () => {
  sample = await sampleDeck();
  run = runDocument(sample.results);
  bytes = await writePptx(sample.deck, FIXED_NOW);
  parts = openPackage(bytes);
});

describe('the presentation as a file', () => {
  it('has parts that are all named, typed and well formed', () => {
    expect(danglingRelationships(parts)).toEqual([]);
    expect(contentTypeGaps(parts)).toEqual([]);
    for (const path of parts.keys()) {
      if (/\.(xml|rels)$/.test(path)) expect(isWellFormed(textOf(parts, path)), path).toBe(true);
    }
  });

  it('has an embedded workbook for each chart that says what its cache says', () => {
    const numbered = paths(/^ppt\/charts\/chart\d+\.xml$/);
    expect(numbered.length).toBeGreaterThanOrEqual(5);
    for (const path of numbered) {
      const relations = textOf(parts, path.replace('charts/', 'charts/_rels/') + '.rels');
      const target = /Target="\.\.\/(embeddings\/[^"]*)"/.exec(relations)?.[1] ?? '';
      const workbook = openPackage(parts.get(`ppt/${target}`) ?? new Uint8Array());
      expect(contentTypeGaps(workbook), path).toEqual([]);
      expect(danglingRelationships(workbook), path).toEqual([]);
      const cells = sheetCells(textOf(workbook, 'xl/worksheets/sheet1.xml'));
      const references = chartReferences(textOf(parts, path));
      expect(references.length, path).toBeGreaterThan(2);
      for (const { range, values } of references) {
        if (values.length > 0) expect(rangeCells(cells, range), `${path} ${range}`).toEqual(values);
      }
    }
  });

  it('is the same bytes for the same deck and clock, also a second time in one process', async () => {
    const again = await writePptx(deckOf(sample.results, sample.document), FIXED_NOW);
    expect(Buffer.compare(Buffer.from(again), Buffer.from(bytes))).toBe(0);
    const later = await writePptx(sample.deck, new Date('2026-11-22T10:00:00Z'));
    expect(Buffer.compare(Buffer.from(later), Buffer.from(bytes))).not.toBe(0);
  });

  it.skipIf(soffice === undefined)(
    'is opened by LibreOffice, a page for each slide',
    async () => {
      const folder = await temporaryFolder();
      await writeFile(join(folder, 'deck.pptx'), bytes);
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      await promisify(execFile)(
        soffice ?? '',
        [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'deck.pptx')],
        { timeout: 120_000 },
      );
      const pdf = await readFile(join(folder, 'deck.pdf'), 'latin1');
      expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(sample.deck.slides.length);
    },
    130_000,
  );
});

describe('the numbers on the slides', () => {
  it('draws the central months of every scenario as run prints them', () => {
    for (const { name, months } of run.scenarios) {
      expect(seriesNamed(name).slice(-months.length), name).toEqual(months.map(({ costUsd }) => costUsd.central));
    }
    const past = sample.results.history.filter(({ isComplete }) => isComplete);
    expect(seriesNamed('Actual').slice(0, past.length)).toEqual(past.map(({ computedUsd }) => computedUsd));
  });

  it('draws bands that reach from quantile to quantile', () => {
    const chosen = run.scenarios[1];
    const length = chosen?.months.length ?? 0;
    const [foot, low, middle] = ['Actual, then P2.5', 'P2.5 to P10', 'P10 to P90'].map((name) =>
      seriesNamed(name).slice(-length),
    );
    for (const [index, { costUsd }] of (chosen?.months ?? []).entries()) {
      const p10 = (foot?.[index] ?? Number.NaN) + (low?.[index] ?? Number.NaN);
      expect(p10 / costUsd.p10).toBeCloseTo(1, 9);
      expect((p10 + (middle?.[index] ?? Number.NaN)) / costUsd.p90).toBeCloseTo(1, 9);
    }
  });

  it('draws totals and lever values as run prints them', () => {
    expect(seriesNamed('Central')).toEqual(run.scenarios.map(({ totalUsd }) => totalUsd.central));
    expect(seriesNamed('P90')).toEqual(run.scenarios.map(({ totalUsd }) => totalUsd.p90));
    const levers = run.scenarios[1]?.levers ?? [];
    expect([...seriesNamed('Alone')].sort()).toEqual(levers.map(({ aloneUsd }) => aloneUsd).sort());
    expect([...seriesNamed('In the stack')].sort()).toEqual(levers.map(({ stackedUsd }) => stackedUsd).sort());
  });

  it('draws a bridge whose steps lead from one cost to the other', () => {
    const bridge = sample.results.analysis?.bridges.find(({ id }) => id === 'scenario:baseline>scenario:tidy')?.bridge;
    const [first, ...steps] = seriesNamed('Total');
    expect([first, steps.at(-1)]).toEqual([bridge?.from, bridge?.to]);
    const sum = (name: string) => seriesNamed(name).reduce<number>((added, value) => added + (value ?? 0), 0);
    const reached = (first ?? Number.NaN) + sum('More') - sum('Less');
    expect(reached / (bridge?.to ?? Number.NaN)).toBeCloseTo(1, 9);
    // A step floats between the level before it and the level after it: no foot lies under the floor.
    expect(seriesNamed('Foot').every((foot) => foot === null || foot > 0)).toBe(true);
  });

  it('draws budgets and sensitivity with the numbers of the plan', () => {
    const chosen = sample.results.scenarios[1];
    const budget = chosen?.budgets[0];
    const path = budget?.path.map(({ runningUsd }) => runningUsd.central) ?? [];
    const running = charts()
      .flatMap(chartSeries)
      .filter(({ name }) => name === chosen?.name)
      .find(({ values }) => values.length === path.length);
    expect(running?.values).toEqual(path);
    const central = chosen?.totalUsd.central ?? Number.NaN;
    expect(seriesNamed('At P90')).toEqual(chosen?.tornado.map(({ atHighUsd }) => atHighUsd - central));
    expect(chosen?.tornado.length).toBeGreaterThan(1);
  });

  it('writes months that are the numbers of run to the dollar and add up as shown', () => {
    const table = slides()
      .flatMap(slideTables)
      .find(([header]) => header?.[0] === 'Month' && header[2] === 'Baseline P10');
    const [, ...rows] = table ?? [];
    const months = rows.slice(0, -1);
    const total = rows.at(-1) ?? [];
    const pairs = run.scenarios.slice(0, 2);
    expect(months.map(([month]) => month)).toEqual(pairs[0]?.months.map(({ month }) => monthName(month)));
    for (const [scenario, { months: expected, totalUsd }] of pairs.entries()) {
      const column = 1 + scenario * 4;
      for (const [index, { costUsd }] of expected.entries()) {
        const shown = months[index]?.slice(column, column + 4).map(numberOf) ?? [];
        // A part may be rounded the other way so that the column adds up.
        expect(Math.abs((shown[0] ?? Number.NaN) - costUsd.central)).toBeLessThan(1);
        expect(shown.slice(1)).toEqual([costUsd.p10, costUsd.p50, costUsd.p90].map(Math.round));
      }
      const sum = months.reduce((added, row) => added + numberOf(row[column] ?? ''), 0);
      expect(sum).toBe(numberOf(total[column] ?? ''));
      expect(sum).toBe(Math.round(totalUsd.central));
      // The total of a quantile is its own.
      expect(numberOf(total[column + 3] ?? '')).toBe(Math.round(totalUsd.p90));
    }
  });

  it('has every finding, every assumption, every file and the credits that licences ask for', () => {
    const words = slides().map(slideText).join('\n');
    const { findings, assumptions, dataSources, quality } = sample.results;
    for (const { message } of findings) expect(words).toContain(message.replaceAll('\u202f', '\u00a0'));
    for (const { parameter, source } of assumptions) {
      expect(words).toContain(parameter);
      expect(words).toContain(source);
    }
    for (const { file } of dataSources) expect(words).toContain(file);
    for (const line of quality?.attributions ?? []) expect(words).toContain(line);
    expect(quality?.attributions.length).toBeGreaterThan(0);
  });

  it('says on every slide as of when, in which currency and from which inputs', () => {
    const layout = textOf(parts, 'ppt/slideLayouts/slideLayout2.xml');
    const footer = slideText(layout);
    for (const part of ['As of 31 Oct 2026', 'USD', 'UTC', sample.results.priceBookVersion]) {
      expect(footer).toContain(part);
    }
    expect(footer).toContain(sample.results.inputHash.slice(0, 12));
  });
});

describe('the workbook', () => {
  it('holds the tables of the deck with checks that tie, the same bytes each time', async () => {
    const excelize = await spreadsheetLibrary();
    const workbook = writeXlsx(excelize, sample.deck, FIXED_NOW);
    expect(Buffer.compare(Buffer.from(writeXlsx(excelize, sample.deck, FIXED_NOW)), Buffer.from(workbook))).toBe(0);
    expect(danglingRelationships(openPackage(workbook))).toEqual([]);
    const read = excelize.OpenReader(workbook);
    const names = read.GetSheetList().list;
    expect(names).toEqual(['About', ...sample.deck.tables.map(({ name }) => name), 'Checks']);
    const raw = (sheet: string): string[][] => read.GetRows(sheet, { RawCellValue: true }).result;
    const [, ...months] = raw('Forecast');
    for (const [index, { costUsd }] of (run.scenarios[0]?.months ?? []).entries()) {
      expect(Math.abs(Number(months[index]?.[1]) - costUsd.central)).toBeLessThan(0.01);
      expect(Number(months[index]?.[4])).toBeCloseTo(costUsd.p90, 2);
    }
    const cents = months.slice(0, -1).reduce((sum, row) => sum + Math.round(Number(row[1]) * 100), 0);
    expect(cents).toBe(Math.round(Number(months.at(-1)?.[1]) * 100));
    const checks = raw('Checks').slice(1);
    expect(checks.length).toBeGreaterThan(8);
    expect(checks.map((row) => row[4])).toEqual(checks.map(() => 'ties'));
    // Totals are live: the calculation engine comes to what is written in them.
    const formulas = sample.deck.tables.flatMap(({ name, rows, columns, hasTotal }) =>
      columns.flatMap((_, column) => {
        const cell = `${String.fromCharCode(65 + column)}${String(rows.length + 1)}`;
        return hasTotal && read.GetCellFormula(name, cell).formula !== '' ? [{ name, cell }] : [];
      }),
    );
    expect(formulas.length).toBeGreaterThan(8);
    for (const { name, cell } of formulas) {
      const written = Number(read.GetCellValue(name, cell, { RawCellValue: true }).value);
      const computed = Number(read.CalcCellValue(name, cell, { RawCellValue: true }).value);
      expect(computed, `${name} ${cell}`).toBeCloseTo(written, 6);
    }
    // Every total has a name of its own, which formulas may use; the checks do.
    const { definedNames } = read.GetDefinedName();
    expect(new Set(definedNames.map(({ Name }) => Name)).size).toBe(definedNames.length);
    expect(definedNames).toContainEqual(expect.objectContaining({ Name: 'Forecast_Baseline_total' }));
    expect(definedNames.length).toBe(formulas.length);
    const named = checks.flatMap((_, index) => {
      const cell = `C${String(index + 2)}`;
      return read.GetCellFormula('Checks', cell).formula.endsWith('_total') ? [cell] : [];
    });
    expect(named).toHaveLength(definedNames.length);
    for (const cell of named) {
      const written = Number(read.GetCellValue('Checks', cell, { RawCellValue: true }).value);
      expect(Number(read.CalcCellValue('Checks', cell, { RawCellValue: true }).value)).toBeCloseTo(written, 6);
    }
    const verdict = `E${String(checks.length + 1)}`;
    expect(read.GetCellFormula('Checks', verdict).formula).toContain('IF(');
    expect(read.CalcCellValue('Checks', verdict).value).toBe('ties');
  });

  it('stores what looks like a formula as text, in cells and in the charts', async () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', "=cmd|' /C calc'!A0", '<b>&"x"'];
    const results = {
      ...sample.results,
      name: '=1+1',
      scenarios: sample.results.scenarios.map((scenario, index) => ({ ...scenario, name: hostile[index] ?? 'x' })),
      dataSources: hostile.map((file) => ({ file, format: file, rowCount: 1, from: null, to: null })),
      assumptions: sample.results.assumptions.map((assumption) => ({ ...assumption, source: '@SUM(A1)' })),
    };
    const deck = deckOf(results, sample.document);
    const excelize = await spreadsheetLibrary();
    const workbook = openPackage(writeXlsx(excelize, deck, FIXED_NOW));
    const presentation = openPackage(await writePptx(deck, FIXED_NOW));
    const embedded = [...presentation]
      .filter(([path]) => path.endsWith('.xlsx'))
      .map(([, inside]) => openPackage(inside));
    for (const book of [workbook, ...embedded]) {
      for (const path of book.keys()) {
        if (!path.startsWith('xl/worksheets/sheet')) continue;
        const xml = textOf(book, path);
        // The only formulas are our own: totals and checks over fixed cells.
        for (const formula of contents(xml, 'f')) expect(formula, path).toMatch(OWN_FORMULA);
        for (const cell of xml.match(/<c [^>]*>.*?<\/c>/gs) ?? []) {
          if (/<v>[=+@]/.test(cell)) expect(cell).toMatch(/ t="(s|str|inlineStr)"/);
        }
      }
    }
    const files = excelize
      .OpenReader(writeXlsx(excelize, deck, FIXED_NOW))
      .GetRows('Files')
      .result.slice(1);
    expect(files.map(([file]) => file)).toEqual(hostile);
    for (const [path] of presentation) {
      if (path.endsWith('.xml')) expect(isWellFormed(textOf(presentation, path)), path).toBe(true);
    }
  });
});
