import { z } from 'zod';
import { MONTH_PATTERN, type Month } from '../units/months.ts';
import { deckSchema } from './deckOptions.ts';
import { eventSchema, savedForecastSchema } from './forecastSchema.ts';
import { businessMetricsSchema, chargebackSchema, guardrailSchema } from './governance.ts';
import { dimensionRuleSchema, exchangeRateSchema, privacySchema } from './dataSettings.ts';
import { genericMapping } from './mapping.ts';
import { scenarioSchema, scopeSchema } from './levers/leverSchema.ts';
import { evaluationSchema } from './evaluations.ts';
import { pricesSchema } from './prices.ts';

/** Raised by one with each change of the document's form; see migrations.ts. */
export const DOCUMENT_VERSION = 1;

const id = z.string().min(1).max(100).describe('Stable name of this part within the document');
const name = z.string().min(1).max(200).describe('What people call it');

const month = z
  .string()
  .regex(MONTH_PATTERN, 'expected a month as YYYY-MM')
  // The pattern has just made sure of it.
  .transform((text) => text as Month)
  .describe('A calendar month, YYYY-MM');

const fileSource = z
  .strictObject({
    kind: z.literal('file'),
    path: z.string().min(1).describe('Path of an export, relative to this document'),
    format: z.string().optional().describe('Format id, where recognition shall not decide'),
  })
  .describe('An export read from disk by the command line');

const importSource = z
  .strictObject({
    kind: z.literal('import'),
    importId: z.int().positive().describe('Number of the import in the data of the project'),
    file: z.string().describe('Name of the file it came from'),
    format: z.string().describe('Format id it was read as'),
    rowCount: z.int().nonnegative().describe('Rows that count'),
    from: z.string().nullable().describe('Start of the covered time, UTC'),
    to: z.string().nullable().describe('End of the covered time, UTC, exclusive'),
    importedAt: z.string().describe('When it was imported, UTC'),
    sizeBytes: z.int().nonnegative().optional().describe('Size of the file as it was opened'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('SHA-256 of the file as it was opened; of the archive for a member of one'),
    mapping: z.string().max(200).optional().describe('Name of the mapping it was read by, where the format has none'),
    supersedes: z
      .array(z.int())
      .default([])
      .describe('Imports of which it replaces rows: same scope, overlapping time'),
  })
  .describe('An export held in the data of a project');

const budget = z
  .strictObject({
    id,
    name,
    scope: scopeSchema.default({}),
    from: month.describe('First month it covers'),
    to: month.describe('Last month it covers'),
    amountUsd: z.number().nonnegative().describe('Amount for all its months together, USD'),
    currency: z
      .literal('USD', { error: 'a budget is held in USD: convert the amount at the rate you plan with' })
      .optional()
      .describe('Currency of the amount; always USD'),
    owner: z.string().max(200).optional().describe('Who answers for it'),
  })
  .superRefine(({ from, to }, context) => {
    if (from > to)
      context.addIssue({ code: 'custom', path: ['from'], message: `it starts in ${from}, after its end in ${to}` });
  })
  .describe('Money set aside for a part of the usage and a span of months');

const alias = z
  .strictObject({
    name: z.string().min(1).describe('Model name as exports write it'),
    model: z.string().min(1).describe('Model of the price book, in its vendor’s own spelling'),
    provider: z.string().nullable().default(null).describe('Whose price list applies; null where the export tells'),
  })
  .describe('What an opaque name stands for, a deployment name for example');

/** The plan: everything that a planner decides, and nothing that can be derived from data. */
export const documentSchema = z
  .strictObject({
    schemaVersion: z.literal(DOCUMENT_VERSION).describe('Form of this document'),
    name: name.default('Untitled plan'),
    sources: z
      .array(z.union([fileSource, importSource]))
      .max(10_000)
      .default([])
      .describe('Where the usage comes from'),
    reporting: z
      .strictObject({
        timezone: z.string().default('UTC').describe('IANA time zone in which days begin'),
        fiscalYearStart: z
          .int()
          .min(1)
          .max(12)
          .default(1)
          .describe('Month in which the fiscal year begins; a year is named after the calendar year it ends in'),
      })
      .prefault({})
      .describe('How time is reported'),
    forecast: z
      .strictObject({ horizonMonths: z.int().min(1).max(60).default(12).describe('Months to look ahead') })
      .prefault({})
      .describe('How far the baseline is forecast'),
    aliases: z.array(alias).max(10_000).default([]).describe('Names mapped to models by hand'),
    prices: pricesSchema.prefault({}),
    exchangeRates: z.array(exchangeRateSchema).max(10_000).default([]).describe('Rates for money that is not in USD'),
    dimensionRules: z.array(dimensionRuleSchema).max(1000).default([]).describe('Who usage belongs to, by pattern'),
    mappings: z.array(genericMapping).max(200).default([]).describe('How files of no known format are read'),
    privacy: privacySchema.prefault({}),
    evaluations: z.array(evaluationSchema).max(5000).default([]).describe('Results of your own evaluations'),
    scenarios: z.array(scenarioSchema).max(50).default([]).describe('What-if cases; the baseline is always there'),
    budgets: z.array(budget).max(1000).default([]).describe('Budgets to hold'),
    chargeback: chargebackSchema.prefault({}),
    guardrails: z.array(guardrailSchema).max(100).default([]).describe('Limits to try on history'),
    businessMetrics: businessMetricsSchema.prefault({}),
    events: z.array(eventSchema).max(1000).default([]).describe('Releases and other events, marked in charts'),
    savedForecasts: z.array(savedForecastSchema).max(200).default([]).describe('Forecasts kept to be scored later'),
    deck: deckSchema.prefault({}),
  })
  .describe('A Tokenwright plan');

export type PlanDocument = z.infer<typeof documentSchema>;
export type ImportSource = z.infer<typeof importSource>;
export type Budget = z.infer<typeof budget>;

export const emptyDocument = (): PlanDocument => documentSchema.parse({ schemaVersion: DOCUMENT_VERSION });
