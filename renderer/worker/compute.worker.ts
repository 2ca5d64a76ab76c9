import { correctionsOf } from '../../shared/catalog/prices/corrections.ts';
import { readOwnScores } from '../../shared/catalog/benchmarks/ownScores.ts';
import { readCustomRates } from '../../shared/catalog/prices/customRatesCsv.ts';
import { createPriceBook } from '../../shared/catalog/prices/book.ts';
import type { PriceBook } from '../../shared/catalog/types.ts';
import type { ReadableDatabase } from '../../shared/data/database.ts';
import { readHistory } from '../../shared/data/history.ts';
import { readExtent } from '../../shared/data/spend.ts';
import { loadAugurs, type TrapLog, type TrendLibrary } from '../../shared/forecast/trendLibrary.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import { dailyOutlook } from '../../shared/plan/daily/dailyOutlook.ts';
import { liveFan } from '../../shared/plan/liveFan.ts';
import type { AnomalyMemory } from '../../shared/plan/daily/anomalies.ts';
import { createDataMemory } from '../../shared/plan/groundwork.ts';
import { firstLook } from '../../shared/plan/daily/firstLook.ts';
import { hourlyOutlook } from '../../shared/plan/daily/hourlyOutlook.ts';
import { createForecastMemory } from '../../shared/plan/forecastMemory.ts';
import { computePlan } from '../../shared/plan/plan.ts';
import { planQuestions, type PlanQuestions } from '../../shared/plan/questions.ts';
import { priceHistory } from '../../shared/plan/priceHistory.ts';
import { qualityComparison } from '../../shared/plan/quality.ts';
import { swapCandidates } from '../../shared/plan/swaps.ts';
import type { PlanResults } from '../../shared/plan/results.ts';
import { lastCompleteDay } from '../../shared/plan/segmentHistories.ts';
import type { ComputeApi } from './computeApi.ts';
import { remoteDatabase } from './databasePort.ts';
import { deckFile } from './deckFile.ts';
import { createLiveGround } from './liveGround.ts';
import type { BrokenModule, Kept } from './restartingClient.ts';
import { serve, workerEndpoint, type CallContext } from './rpc.ts';

/** The compute worker: forecasts, scenarios and decks. It reads through the data worker and writes nothing. */
let database: ReadableDatabase | null = null;

function connected(): ReadableDatabase {
  if (database === null) throw new Error('No project is open.');
  return database;
}

/** The library's module is not among the package's exports; Vite copies it beside the page. */
const trendModule = new URL('../../node_modules/@bsull/augurs/ets_bg.wasm', import.meta.url);

let kept: Kept = { series: [], isEverything: false };

/** Tells the page when the module breaks, which ends this worker, and keeps what broke it before from it. */
const traps: TrapLog = {
  has: (series) => kept.isEverything || kept.series.includes(series),
  add: (series) => {
    workerEndpoint.postMessage({ kind: 'broken', series } satisfies BrokenModule, []);
  },
};

/** Null where the module cannot be had; forecasts then do without it and say so. */
async function loadLibrary(): Promise<TrendLibrary | null> {
  try {
    return loadAugurs({ ets: new Uint8Array(await (await fetch(trendModule)).arrayBuffer()) }, traps);
  } catch {
    return null;
  }
}

const library = loadLibrary();

/** Editing a lever leaves the history as it is: its forecasts are kept. */
const memory = createForecastMemory();
const earlierMemory = createForecastMemory();
const liveGround = createLiveGround();
const anomalyMemory: AnomalyMemory = new Map();
const dataMemory = createDataMemory();

let made: { readonly from: string; readonly book: Promise<PriceBook> } | null = null;

/** The price book is made again only when the user's own prices change. */
function priceBook(document: PlanDocument): Promise<PriceBook> {
  const corrections = correctionsOf(document);
  const from = JSON.stringify(corrections);
  if (made?.from !== from) made = { from, book: createPriceBook(corrections) };
  return made.book;
}

const questions = async (document: PlanDocument, { signal, progress }: CallContext): Promise<PlanQuestions> =>
  planQuestions(document, connected(), await priceBook(document), {
    library: await library,
    memory,
    signal,
    onProgress: progress,
  });
/** The price lists alone: the user's own rates are measured against them. */
const listBook = createPriceBook();

async function qualityOf(document: PlanDocument, benchmark: string | null) {
  const [history, extent] = await Promise.all([readHistory(connected(), []), readExtent(connected())]);
  if (extent.to === null) return null;
  const asOf = lastCompleteDay(extent.to);
  const quality = qualityComparison(await priceBook(document), history, asOf, benchmark, document.evaluations);
  return { history, asOf, quality };
}

/** The results that were sent last: an export of them needs no second computation, and none crosses to the page and back. */
let latest: PlanResults | null = null;

const planned: ComputeApi['plan'] = async ({ document, revision, seed, draws }, { signal, progress }) => {
  latest = await computePlan(document, connected(), await priceBook(document), {
    seed,
    draws,
    library: await library,
    memory,
    ...(revision === null ? {} : { known: { revision, memory: dataMemory } }),
    signal,
    onProgress: progress,
  });
  return latest;
};

const api: ComputeApi = {
  connect: async ({ port, kept: known }) => {
    kept = known;
    database = remoteDatabase(port);
  },
  plan: planned,
  fan: async ({ document, scenarioId, revision, seed, draws }, { signal }) => {
    const scenario = document.scenarios.find(({ id }) => id === scenarioId);
    if (scenario === undefined) return null;
    // What it stands on is kept for the next question, so a cancelled one does not stop it.
    const ground = await liveGround(document, revision, connected(), await priceBook(document), {
      library: await library,
      memory,
    });
    return ground === null ? null : liveFan(ground, scenario, { seed, draws, signal });
  },
  quality: async ({ document, benchmark }) => (await qualityOf(document, benchmark))?.quality ?? null,
  swaps: async ({ document, benchmark, workload, seed, draws }, { signal }) => {
    const found = await qualityOf(document, benchmark);
    if (found === null) return null;
    const { history, asOf, quality } = found;
    return swapCandidates(await priceBook(document), history, asOf, quality, { workload, seed, draws, signal });
  },
  search: async ({ document, scenarioId, target, ...options }, context) =>
    (await questions(document, context)).search(scenarioId, target, options),
  heatMap: async ({ document, scenarioId, x, y, measure }, context) =>
    (await questions(document, context)).heatMap(scenarioId, x, y, measure),
  bridge: async ({ document, question }, context) => (await questions(document, context)).bridge(question),
  goalSeek: async ({ document, scenarioId, question, ...options }, context) =>
    (await questions(document, context)).goalSeek(scenarioId, question, options),
  preset: async ({ document, preset }, context) =>
    (await questions(document, context)).preset(preset, () => crypto.randomUUID()),
  units: async ({ document, question }, context) => (await questions(document, context)).units(question),
  growthFit: async ({ document, shape }, context) => (await questions(document, context)).growthFit(shape),
  replay: async ({ document, rule }, context) => (await questions(document, context)).replay(rule),
  problems: async ({ document, scenario }, context) => (await questions(document, context)).problems(scenario),
  priceHistory: async ({ document, model }) => priceHistory(await priceBook(document), model),
  readRates: async ({ text, today }) => readCustomRates(text, await listBook, today),
  readScores: async ({ text, fileName }) => readOwnScores(text, fileName),
  deck: async (request, context) => {
    const { inputHash, draws } = request;
    const isKnown = latest !== null && latest.inputHash === inputHash && latest.draws === draws;
    return deckFile(
      isKnown && latest !== null ? latest : await planned({ ...request, revision: null }, context),
      request,
      context,
    );
  },
  firstLook: async ({ document, revision, ...question }, { signal }) =>
    firstLook(document, connected(), await priceBook(document), question, {
      library: await library,
      memory,
      known: { revision, memory: dataMemory },
      signal,
    }),
  hourly: async ({ document, revision, scope }, { signal }) =>
    hourlyOutlook(document, connected(), await priceBook(document), scope, {
      library: await library,
      known: { revision, memory: dataMemory },
      signal,
    }),
  daily: async ({ document, revision, ...question }, { signal, progress }) =>
    dailyOutlook(document, connected(), await priceBook(document), question, {
      library: await library,
      known: { revision, memory: dataMemory },
      memory,
      earlierMemory,
      anomalyMemory,
      signal,
      onProgress: progress,
    }),
};

serve(workerEndpoint, api, (output) => (output instanceof Uint8Array ? [output.buffer] : []));
