import { z } from 'zod';
import { sharedCostProblems } from '../engine/allocation.ts';
import { SCOPE_DIMENSIONS } from '../engine/types.ts';
import { isDay, MONTH_PATTERN } from '../units/months.ts';

const name = z.string().min(1).max(200);

const sharedCost = z
  .strictObject({
    name: name.describe('What the cost is; other shared costs may pass on to it by this name'),
    usdPerMonth: z.number().nonnegative().describe('Cost of a month, USD'),
    method: z
      .enum(['even', 'proportional', 'fixed'])
      .default('proportional')
      .describe('Split evenly, in proportion to direct cost, or by fixed shares'),
    to: z.array(name).min(1).max(500).describe('Who shares it: cost centres, or other shared costs that pass it on'),
    shares: z
      .record(name, z.number().min(0).max(1))
      .optional()
      .describe('Fixed share of each recipient; together they are 1'),
  })
  .describe('A cost that several cost centres share, a platform team for example');

/** How costs are shown to those who cause them. Rules in a circle and shares that do not add up are refused. */
export const chargebackSchema = z
  .strictObject({
    by: z.enum(SCOPE_DIMENSIONS).default('team').describe('The dimension whose values are cost centres'),
    sharedCosts: z
      .array(sharedCost)
      .max(100)
      .default([])
      .superRefine((costs, context) => {
        for (const message of sharedCostProblems(
          costs.map(({ usdPerMonth, ...rule }) => ({ ...rule, usd: usdPerMonth })),
        ))
          context.addIssue({ code: 'custom', message });
      })
      .describe('Costs beside the usage that cost centres share'),
  })
  .describe('Showback and chargeback');

/** A cap that is replayed over history before anybody switches it on. */
export const guardrailSchema = z
  .strictObject({
    id: z.string().min(1).max(100).describe('Stable name within the document'),
    name: name.describe('What people call it'),
    per: z
      .enum(['all', ...SCOPE_DIMENSIONS, 'user_key', 'api_key'])
      .default('team')
      .describe('Each value of this dimension has the limit for itself; all for one limit together'),
    measure: z.enum(['usd', 'tokens', 'requests', 'gpuHours']).default('usd').describe('What is limited'),
    limit: z.number().positive().describe('How much one member may use in one period'),
    period: z.enum(['hour', 'day', 'month']).default('day').describe('When the count begins again'),
  })
  .describe('A limit on use');
export type Guardrail = z.infer<typeof guardrailSchema>;

const metricRow = z.strictObject({
  date: z
    .string()
    .refine((text) => isDay(text) || MONTH_PATTERN.test(text), 'expected a day YYYY-MM-DD or a month YYYY-MM')
    .describe('The day or the month it was counted in'),
  metric: name.describe('What was counted: resolved_ticket, summary, merged_change, revenue_usd'),
  value: z.number().describe('How many'),
  dimension: z.string().max(200).nullable().default(null).describe('Which cost centre or user; null for all'),
});

/** What one of a metric is worth in saved time: minutes * rate * adoption * realised share. */
const benefit = z
  .strictObject({
    metric: name.describe('The metric that brings the benefit, such as resolved_ticket'),
    minutesPerUnit: z.number().nonnegative().max(100_000).describe('Working time that one of them saves, minutes'),
    usdPerHour: z.number().nonnegative().describe('What an hour of that work costs, USD'),
    adoption: z.number().min(0).max(1).default(1).describe('Share of them for which the time is saved at all'),
    realisedShare: z.number().min(0).max(1).default(1).describe('Share of the saved time that is put to use'),
    oneOffUsd: z.number().nonnegative().default(0).describe('What it cost to get there, once, USD'),
  })
  .describe('The benefit that the spend is held against');
export type Benefit = z.infer<typeof benefit>;

/** Counts of what the company gets for its spend, to be joined with it. */
export const businessMetricsSchema = z
  .strictObject({
    rows: z.array(metricRow).max(100_000).default([]).describe('Counts by date, read from a business-metric file'),
    files: z
      .array(z.string().min(1))
      .max(100)
      .default([])
      .describe(
        'CSV files with the columns date,metric,value[,dimension], relative to this document; command line only',
      ),
    outputMetric: name
      .nullable()
      .default(null)
      .describe('The metric that users produce, by user; heavy users are held against it'),
    reworkMetric: name.nullable().default(null).describe('The metric that counts work done again, of outputMetric'),
    revenueMetric: name.nullable().default(null).describe('The metric that is revenue in USD, for the margin'),
    benefit: benefit.nullable().default(null).describe('What one of a metric is worth, for the return'),
  })
  .describe('What the spend buys');
export type BusinessMetrics = z.infer<typeof businessMetricsSchema>;
