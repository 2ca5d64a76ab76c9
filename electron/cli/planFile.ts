import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { correctionsOf } from '../../shared/catalog/prices/corrections.ts';
import type { PriceBook } from '../../shared/catalog/types.ts';
import { openDocument } from '../../shared/model/migrations.ts';
import type { PlanDocument } from '../../shared/model/document.ts';
import { readMetricsCsv } from '../../shared/plan/metricsCsv.ts';
import { computePlan } from '../../shared/plan/plan.ts';
import { preparePlan, type PreparedPlan } from '../../shared/plan/prepare.ts';
import type { PlanResults } from '../../shared/plan/results.ts';
import { withTrendLibrary } from '../trendLibrary.ts';
import { UsageError, type CommandContext } from './context.ts';
import { loadUsage, type LoadedUsage, type UsageSource } from './loadUsage.ts';
import { exitCode } from './importCommand.ts';

export const DEFAULT_SEED = 1;
export const DEFAULT_DRAWS = 1000;

export type ComputedPlan = {
  readonly document: PlanDocument;
  readonly results: PlanResults;
  readonly exitCode: number;
};

/** Reads a plan and its sources, and computes it. Refused files are told on stderr; the rest is computed. */
export async function computePlanFile(
  path: string,
  options: { readonly seed: number; readonly draws: number },
  context: CommandContext,
): Promise<ComputedPlan> {
  return withPlanFile(path, context, async ({ document, usage, exitCode }) => ({
    document,
    results: await withTrendLibrary((library) =>
      computePlan(document, usage.database, usage.book, { ...options, library }),
    ),
    exitCode,
  }));
}

/** What scenarios and searches run on, without running any. */
export async function preparePlanFile(
  path: string,
  context: CommandContext,
): Promise<{
  readonly document: PlanDocument;
  readonly prepared: PreparedPlan;
  readonly book: PriceBook;
  readonly exitCode: number;
}> {
  return withPlanFile(path, context, async ({ document, usage, exitCode }) => ({
    document,
    book: usage.book,
    prepared: await withTrendLibrary((library) => preparePlan(document, usage.database, usage.book, { library })),
    exitCode,
  }));
}

type OpenPlan = { readonly document: PlanDocument; readonly usage: LoadedUsage; readonly exitCode: number };

async function withPlanFile<T>(
  path: string,
  context: CommandContext,
  work: (plan: OpenPlan) => Promise<T>,
): Promise<T> {
  const document = await withMetricFiles(await readPlan(path), path, context);
  const usage = await loadUsage(
    planSources(document, path),
    correctionsOf(document),
    context.now().toISOString(),
    document,
  );
  try {
    for (const report of usage.reports) {
      if (report.problem !== null) context.tell(`${report.file} was not opened: ${report.problem}`);
      if (report.rowsRefused > 0) context.tell(`${report.file}: ${String(report.rowsRefused)} rows were refused`);
    }
    return await work({ document, usage, exitCode: exitCode(usage.reports, false) });
  } finally {
    usage.database.close();
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readPlan(path: string): Promise<PlanDocument> {
  const text = await readText(path);
  const opened = openDocument(text);
  if (!opened.ok) throw new UsageError(`${path} is not a plan. ${opened.reason}`);
  return opened.document;
}

/** Business metrics of the plan's files join those written in it. Rows that were refused are told on stderr. */
async function withMetricFiles(
  document: PlanDocument,
  planPath: string,
  context: CommandContext,
): Promise<PlanDocument> {
  const { businessMetrics } = document;
  const read = await Promise.all(
    businessMetrics.files.map(async (file) => {
      const { rows, problems } = readMetricsCsv(await readText(resolve(dirname(planPath), file)));
      for (const problem of problems) context.tell(`${file}: ${problem}`);
      return rows;
    }),
  );
  return { ...document, businessMetrics: { ...businessMetrics, rows: [...businessMetrics.rows, ...read.flat()] } };
}

/** Paths of a plan's sources, relative to the plan. Imports of a project's own data have no path. */
function planSources(document: PlanDocument, planPath: string): readonly UsageSource[] {
  return document.sources.flatMap((source) => {
    if (source.kind !== 'file') return [];
    const { path, format } = source;
    return [{ path: resolve(dirname(planPath), path), ...(format === undefined ? {} : { format }) }];
  });
}
