import { z } from 'zod';

const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'A day is written YYYY-MM-DD, as in 2027-01-31.');
const from = day.nullable().default(null).describe('First day, UTC; null from the beginning');
const to = day.nullable().default(null).describe('Day after the last one, UTC; null without an end');
const provider = z
  .string()
  .min(1)
  .nullable()
  .default(null)
  .describe('Seller as the price book spells it; null for any');
const model = z.string().min(1).nullable().default(null).describe('Model of the price book; null for any');

const inOrder = (period: { readonly from: string | null; readonly to: string | null }): boolean =>
  period.from === null || period.to === null || period.from < period.to;
const ORDER = 'A period must end after it begins.';

const discount = z
  .strictObject({
    provider,
    model,
    from,
    to,
    share: z
      .number()
      .min(0, 'A discount is a share from 0 to 0.99; 0.15 takes 15 % off.')
      .max(0.99, 'A discount is a share from 0 to 0.99; 0.15 takes 15 % off.')
      .describe('Part of every rate that the contract takes off; 0.15 is 15 %'),
  })
  .refine(inOrder, ORDER)
  .describe('A discount of a contract');

const rate = z
  .strictObject({
    provider: z.string().min(1).describe('Who bills: a seller of the price book, or a name of your own'),
    model: z.string().min(1).describe('Model of the price book, or a name of your own'),
    region: z.enum(['global', 'regional']).nullable().default(null).describe('Null holds for every region'),
    tier: z.string().min(1).nullable().default(null).describe('batch, flex, priority, fast; null is standard'),
    class: z
      .enum([
        'input',
        'cacheRead',
        'cacheWrite5m',
        'cacheWrite1h',
        'output',
        'reasoning',
        'audioInput',
        'audioOutput',
        'imageInput',
        'imageOutput',
      ])
      .describe('What it prices'),
    usdPerMtok: z.number().nonnegative().max(1000).describe('USD per million tokens'),
    from,
    to,
    aboveTokens: z.int().nonnegative().default(0).describe('Input tokens above which a whole request pays it; else 0'),
    source: z.string().max(500).default('own rate').describe('Where it stands, a contract for example'),
  })
  .refine(inOrder, ORDER)
  .describe('A rate of your own, in place of the price book’s');

const plannedChange = z
  .strictObject({
    provider,
    model,
    from: day.describe('First day of the new price, UTC'),
    times: z.number().positive().max(100).describe('Every rate times this; 0.7 is a fall by 30 %'),
    note: z.string().max(500).default('').describe('Why it is expected'),
  })
  .describe('A change of price that you expect');

const commitment = z
  .strictObject({
    id: z.string().min(1).max(100).describe('Stable name of the commitment within the document'),
    name: z.string().min(1).max(200).describe('What people call it'),
    provider: z.string().min(1).describe('Seller whose bills draw it down'),
    from: day.describe('First day, UTC'),
    to: day.describe('Day after the last one, UTC'),
    amountUsd: z.number().positive().describe('Spend promised for the whole period, USD'),
  })
  .refine(inOrder, ORDER)
  .describe('A promise to spend: what is not used up is paid all the same');

/** What the user knows better than the price book. */
export const pricesSchema = z
  .strictObject({
    discounts: z.array(discount).max(1000).default([]).describe('Discounts of contracts; several multiply'),
    rates: z.array(rate).max(10_000).default([]).describe('Rates of your own'),
    plannedChanges: z.array(plannedChange).max(1000).default([]).describe('Changes of price that you expect'),
    commitments: z.array(commitment).max(100).default([]).describe('Spend promised to a seller'),
  })
  .describe('Your own prices, over those of the price book');

export type OwnPrices = z.infer<typeof pricesSchema>;
export type Commitment = OwnPrices['commitments'][number];
