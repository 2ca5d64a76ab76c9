import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trendLibrary } from '../electron/trendLibrary.ts';
import { findAnomalies } from '../shared/forecast/anomalies/findAnomalies.ts';
import { forecastSeries } from '../shared/forecast/forecastSeries.ts';
import type { Frequency } from '../shared/forecast/settings.ts';
import { groupBy } from '../shared/units/groupBy.ts';
import { inventedDays } from '../test/support/segmentsCsv.ts';

type TrainingSeries = { readonly id: string; readonly horizon: number; readonly values: readonly number[] };
type ScoredSet = {
  readonly name: string;
  readonly frequency: Frequency;
  /** Naive2, Theta and ETS (R's forecast::ets) as sMAPE/MASE on the same rows, from the folder's README. */
  readonly peers: readonly [naive2: string, theta: string, ets: string];
  readonly published: string;
};

const SETS: readonly ScoredSet[] = [
  { name: 'daily60_nn5', frequency: 'daily', peers: ['29.54/1.309', '22.71/1.038', '20.70/0.962'], published: '-' },
  { name: 'daily_nn5', frequency: 'daily', peers: ['34.24/1.323', '20.99/0.899', '20.57/0.878'], published: '-' },
  {
    name: 'genai_synth_daily',
    frequency: 'daily',
    peers: ['26.50/1.314', '24.13/1.334', '30.15/1.879'],
    published: '-',
  },
  { name: 'monthly15_m3', frequency: 'monthly', peers: ['17.32/1.727', '15.55/1.627', '14.91/1.634'], published: '-' },
  {
    name: 'monthly_m3',
    frequency: 'monthly',
    peers: ['17.02/1.034', '14.08/0.871', '14.32/0.855'],
    published: 'ForecastPro 13.73/0.829',
  },
  {
    name: 'weekly_m4',
    frequency: 'weekly',
    peers: ['9.11/2.567', '8.78/2.409', '8.55/2.144'],
    published: 'SES 8.75/2.459',
  },
  {
    name: 'yearly_m3',
    frequency: 'yearly',
    peers: ['19.24/3.568', '17.82/3.105', '17.10/3.070'],
    published: 'THETA 17.73/2.998',
  },
];

/** What the folder's README asks of every set: OWA, both coverages as a range, MSIS. */
const MUST_REACH: Readonly<Record<string, readonly [owa: number, cov80: string, cov95: string, msis: number]>> = {
  daily60_nn5: [0.66, '74-90', '89-98.5', 8],
  daily_nn5: [0.65, '74-90', '89-98.5', 8.8],
  genai_synth_daily: [0.75, '72-90', '90-98.5', 6.9],
  monthly15_m3: [0.95, '74-92', '90-99', 15],
  monthly_m3: [0.84, '74-90', '91-98.5', 6.4],
  weekly_m4: [0.87, '74-90', '91-98.5', 17.5],
  yearly_m3: [0.9, '74-92', '89-98.5', 26],
};

const linesOf = (path: string): readonly string[] => readFileSync(path, 'utf8').trim().split('\n').slice(1);

/** `id,category,m,horizon,start,values` with values oldest first, empty = missing. */
function trainingSeries(folder: string, set: string): readonly TrainingSeries[] {
  return linesOf(join(folder, `${set}.train.csv`)).map((line) => {
    const [id = '', , , horizon = '', , values = ''] = line.split(',');
    return {
      id,
      horizon: Number(horizon),
      values: values.split(';').map((value) => (value === '' ? NaN : Number(value))),
    };
  });
}

function forecastLines(folder: string, { name, frequency }: ScoredSet): readonly string[] {
  const library = trendLibrary();
  return trainingSeries(folder, name).map(({ id, horizon, values }) => {
    const { point, intervals } = forecastSeries({ id, frequency, values }, { horizon, levels: [80, 95], library });
    const [eighty, ninetyFive] = intervals;
    return JSON.stringify({
      set: name,
      id,
      point,
      lo80: eighty?.lower,
      hi80: eighty?.upper,
      lo95: ninetyFive?.lower,
      hi95: ninetyFive?.upper,
    });
  });
}

/** Days flagged in the labelled synthetic series. */
function detectionLines(folder: string): readonly string[] {
  return trainingSeries(folder, 'genai_synth_daily').map(({ id, values }) => {
    const events = findAnomalies({ id, frequency: 'daily', values });
    const [shifts, anomalies] = [true, false].map((isShift) =>
      events.filter(({ kind }) => (kind === 'level-shift') === isShift).map(({ step }) => step),
    );
    return JSON.stringify({ id, anomalies, shifts });
  });
}

const HOUR_MILLISECONDS = 3_600_000;

/** Rows flagged in the hourly NAB files, whose missing hours have no row. */
function nabLines(folder: string): readonly string[] {
  const rows = linesOf(join(folder, 'nab_hourly/nab_hourly.csv')).map((line) => line.split(','));
  return [...groupBy(rows, ([file = '']) => file)].map(([file, members]) => {
    const hours = members.map(([, hour = '']) => Date.parse(`${hour}:00:00Z`) / HOUR_MILLISECONDS);
    const first = hours[0] ?? 0;
    const rowOf = new Map(hours.map((hour, row) => [hour - first, row]));
    const values = new Float64Array((hours.at(-1) ?? 0) - first + 1).fill(NaN);
    for (const [row, [, , mean = '']] of members.entries()) values[(hours[row] ?? 0) - first] = Number(mean);
    const events = findAnomalies({ id: file, frequency: 'hourly', values });
    return JSON.stringify({ file, flags: events.map(({ step }) => rowOf.get(step) ?? -1) });
  });
}

/** Runs the folder's own scorer over the files and answers its lines. */
function score(folder: string, files: readonly string[]): readonly string[] {
  const output = execFileSync(process.execPath, [join(folder, 'score.mjs'), folder, ...files], { encoding: 'utf8' });
  return output.trim().split('\n');
}

const SCORED =
  /missing (\d+) invalid (\d+) \| sMAPE ([\d.]+) MASE ([\d.]+) OWA ([\d.]+) \| cov80 ([\d.]+) cov95 ([\d.]+) MSIS95 mean ([\d.]+)/;

const isWithin = (value: number, range: string): boolean => {
  const [least = NaN, most = NaN] = range.split('-').map(Number);
  return value >= least && value <= most;
};

function tableRow(set: ScoredSet, line: string): string {
  const numbers = (SCORED.exec(line) ?? []).slice(1).map(Number);
  const [missing = NaN, invalid = NaN, smape = NaN, mase = NaN, owa = NaN, cov80 = NaN, cov95 = NaN, msis = NaN] =
    numbers;
  const [mostOwa, range80, range95, mostMsis] = MUST_REACH[set.name] ?? [NaN, '', '', NaN];
  const missed = [
    missing === 0 && invalid === 0 ? '' : 'missing or invalid',
    owa <= mostOwa ? '' : 'OWA',
    isWithin(cov80, range80) ? '' : 'cov80',
    isWithin(cov95, range95) ? '' : 'cov95',
    msis <= mostMsis ? '' : 'MSIS',
  ].filter((word) => word !== '');
  const cells = [
    set.name,
    `${smape.toFixed(2)}/${mase.toFixed(3)}`,
    `${owa.toFixed(3)} (${String(mostOwa)})`,
    `${String(cov80)} (${range80})`,
    `${String(cov95)} (${range95})`,
    `${String(msis)} (${String(mostMsis)})`,
    ...set.peers,
    set.published,
    missed.length === 0 ? 'passes' : `misses ${missed.join(', ')}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const HEADER =
  '| set | sMAPE/MASE | OWA (at most) | cov80 (range) | cov95 (range) | MSIS95 (at most) | Naive2 | Theta | R ets | published | |';

const SPEED = { series: 500, days: 365, horizon: 28 };

function speed(print: (line: string) => void): void {
  const library = trendLibrary();
  const all = Array.from({ length: SPEED.series }, (_, index) => inventedDays(index, SPEED.days));
  const started = performance.now();
  const before = process.cpuUsage();
  for (const [index, values] of all.entries())
    forecastSeries({ id: String(index), frequency: 'daily', values }, { horizon: SPEED.horizon, library });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  print(
    `${String(SPEED.series)} daily series of ${String(SPEED.days)} days with 50, 80 and 95 % bands in one thread: ` +
      `${seconds.toFixed(1)} s (at most 20), ${((user + system) / 1e6).toFixed(1)} s of them computing`,
  );
}

/** Prints how fast forecasts are, and how good on the reference data beside what others reach on the same rows. */
export async function run(print: (line: string) => void): Promise<void> {
  speed(print);
  scoreReference(print);
}

/** The scored part alone. */
export function scoreReference(print: (line: string) => void): void {
  const reference = process.env.TOKENWRIGHT_REFERENCE_DATA ?? '';
  const folder = [join(reference, 'forecast'), reference].find((one) => existsSync(join(one, 'score.mjs')));
  if (folder === undefined) {
    print('Skipped: TOKENWRIGHT_REFERENCE_DATA names no folder with the forecasting sets.');
    return;
  }
  const output = mkdtempSync(join(tmpdir(), 'tokenwright-bench-'));
  try {
    const forecasts = join(output, 'forecasts.jsonl');
    const started = performance.now();
    writeFileSync(forecasts, SETS.flatMap((set) => forecastLines(folder, set)).join('\n'));
    print(`forecasts: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const detections = join(output, 'detections.jsonl');
    const nab = join(output, 'nab.jsonl');
    writeFileSync(detections, detectionLines(folder).join('\n'));
    writeFileSync(nab, nabLines(folder).join('\n'));
    const scores = score(folder, [forecasts, detections, nab]);
    print(HEADER);
    print(`|${' --- |'.repeat(11)}`);
    for (const set of SETS) print(tableRow(set, scores.find((line) => line.startsWith(`${set.name} `)) ?? ''));
    print('spikes and dips must reach F1 0.88, level shifts 0.85, NAB hourly 0.45 (fp are the false alarms):');
    for (const line of scores.filter((one) => /^(anomalies|level shifts|NAB)/.test(one))) print(line);
  } finally {
    rmSync(output, { recursive: true });
  }
}
