import { z } from 'zod';

/** How money in other currencies becomes USD, dated and sourced: an amount takes the last rate on or before its day. */
export const exchangeRateSchema = z
  .strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'expected a code such as EUR')
      .refine((code) => code !== 'USD', 'USD needs no rate')
      .describe('Currency of the invoice, ISO 4217'),
    from: z.iso.date().describe('First day on which the rate holds, until the next row of the currency'),
    usdPerUnit: z.number().positive().describe('US dollars for one unit of the currency'),
    source: z.string().min(1).max(500).describe('Where the rate comes from'),
  })
  .describe('An exchange rate');
export type ExchangeRate = z.infer<typeof exchangeRateSchema>;

/** Dimensions that a company defines for itself. */
export const OWN_DIMENSIONS = ['team', 'feature', 'environment', 'customer'] as const;
export type OwnDimension = (typeof OWN_DIMENSIONS)[number];

/** What a rule may look at. */
export const RULE_FIELDS = [
  'model',
  'provider',
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'user_key',
  'api_key',
  'tag',
] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

export const dimensionRuleSchema = z
  .strictObject({
    id: z.string().min(1).max(100).describe('Stable name of the rule'),
    dimension: z.enum(OWN_DIMENSIONS).describe('What it fills in'),
    value: z.string().min(1).max(200).describe('The value it gives'),
    when: z
      .array(
        z
          .strictObject({
            field: z.enum(RULE_FIELDS).describe('As the export names it; model also by its name in the price book'),
            tag: z.string().min(1).max(200).optional().describe('Name of the tag, where the field is tag; case counts'),
            pattern: z.string().min(1).max(200).describe('Text to equal, any case; * stands for any text'),
          })
          .refine(
            ({ field, tag }) => (field === 'tag') === (tag !== undefined),
            'a tag has a name, other fields have none',
          ),
      )
      .min(1)
      .max(20)
      .describe('All of these must hold'),
    overrides: z.boolean().default(false).describe('Also where the export names a value itself'),
  })
  .describe('Attributes usage by a pattern; the first rule that fits decides');
export type DimensionRule = z.infer<typeof dimensionRuleSchema>;

export const privacySchema = z
  .strictObject({
    pseudonymise: z.boolean().default(false).describe('Replace e-mail addresses and user names while importing'),
    key: z
      .string()
      .regex(/^([0-9a-f]{64})?$/, 'expected 64 hexadecimal digits')
      .default('')
      .describe('Secret of the project that makes pseudonyms; the same person is the same pseudonym in all its files'),
  })
  .describe('What is kept of people');
