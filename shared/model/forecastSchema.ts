import { z } from 'zod';
import { isDay, MONTH_PATTERN } from '../units/months.ts';

const day = z
  .string()
  .refine((text): boolean => isDay(text), 'expected a day YYYY-MM-DD')
  .describe('A calendar day, YYYY-MM-DD');

/** Something that happened and may explain a change of use: a release, a campaign, an outage. */
export const eventSchema = z
  .strictObject({
    date: day,
    label: z.string().min(1).max(200).describe('What happened'),
  })
  .describe('An event that is marked in charts of use');
export type PlanEvent = z.infer<typeof eventSchema>;

const usd = z.number().describe('USD');

/** A forecast as it was when it was saved; it is scored when its months have come. */
export const savedForecastSchema = z
  .strictObject({
    id: z.string().min(1).max(100).describe('Stable name within the document'),
    savedOn: day,
    asOf: day.describe('Last day that it knew'),
    months: z
      .array(
        z.strictObject({
          month: z.string().regex(MONTH_PATTERN).describe('A calendar month, YYYY-MM'),
          central: usd,
          p025: usd,
          p10: usd,
          p90: usd,
          p975: usd,
        }),
      )
      .max(120)
      .describe('Spend of the whole company by month, with its 80 % and 95 % ranges'),
  })
  .describe('A saved forecast of the baseline');
export type SavedForecast = z.infer<typeof savedForecastSchema>;
