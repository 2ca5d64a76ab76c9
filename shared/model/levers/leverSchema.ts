import { z } from 'zod';
import type { LeverDefinition } from '../../engine/levers/definition.ts';
import { LEVERS } from '../../engine/levers/registry.ts';
import {
  SCOPE_DIMENSIONS,
  type Lever,
  type LeverParameters,
  type ParameterValue,
  type Scenario,
  type Scope,
} from '../../engine/types.ts';
import type { Month } from '../../units/months.ts';
import { parameterSchema } from './parameterSchema.ts';

const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written YYYY-MM, as in 2027-01.')
  // The pattern is what a Month is; the brand exists in types only.
  .describe('A month, YYYY-MM.') as unknown as z.ZodType<Month, string>;

const valuesSchema = z.array(z.string().min(1)).min(1, 'A scope needs at least one value, or leave the dimension out.');

/** Which part of the forecast a lever touches; dimensions that are left out match everything. */
export const scopeSchema: z.ZodType<Scope> = z
  .strictObject(Object.fromEntries(SCOPE_DIMENSIONS.map((dimension) => [dimension, valuesSchema.optional()])))
  .describe('Only what has one of these values in each dimension; empty for everything.');

function parametersSchema(definition: LeverDefinition): z.ZodType<LeverParameters> {
  const shape: Record<string, z.ZodType<ParameterValue | undefined>> = Object.fromEntries(
    Object.entries(definition.parameters).map(([key, descriptor]) => [key, parameterSchema(descriptor)]),
  );
  return z
    .strictObject(shape)
    .superRefine((parameters, context) => {
      for (const message of definition.check?.(parameters) ?? []) context.addIssue({ code: 'custom', message });
    })
    .describe('Settings of the lever; those that are left out take their sourced default, else do nothing.');
}

/** The same settings while they are being chosen: each must be allowed by itself, none needs to be there yet. */
const draftParametersSchema = (definition: LeverDefinition) =>
  z
    .strictObject(
      Object.fromEntries(
        Object.entries(definition.parameters).map(([key, descriptor]) => [key, parameterSchema(descriptor).optional()]),
      ),
    )
    .describe('Settings of the lever; a lever that is left out of the calculation may lack some.');

const leverOption = (definition: LeverDefinition) => {
  const complete = parametersSchema(definition);
  const draft = draftParametersSchema(definition);
  return z
    .strictObject({
      id: z.string().min(1).describe('Unique within the scenario.'),
      kind: z.literal(definition.kind).describe(definition.title),
      isEnabled: z.boolean().default(true).describe('False leaves it out of the calculation.'),
      scope: scopeSchema.default({}),
      start: monthSchema.describe('First month in which it acts, YYYY-MM.'),
      end: monthSchema.nullable().default(null).describe('Last month in which it acts; null to the end.'),
      rampMonths: z
        .number()
        .int('The ramp is a whole number of months.')
        .min(0, 'The ramp cannot be negative.')
        .max(600, 'The ramp cannot be longer than 600 months.')
        .default(0)
        .describe('Months until it acts in full.'),
      parameters: draft,
      owner: z.string().optional().describe('Who is responsible.'),
      effort: z.number().min(0, 'The effort cannot be negative.').optional().describe('Work to do it, person-weeks.'),
    })
    .superRefine(({ isEnabled, parameters }, context) => {
      // What is wrong with a setting by itself has been said already.
      if (!isEnabled || !draft.safeParse(parameters).success) return;
      for (const { path, message } of complete.safeParse(parameters).error?.issues ?? []) {
        context.addIssue({ code: 'custom', path: ['parameters', ...path], message });
      }
    })
    .superRefine(({ start, end }, context) => {
      if (end === null || start <= end) return;
      const message = `It starts in ${start}, after its end in ${end}: the earliest end is ${start}.`;
      context.addIssue({ code: 'custom', path: ['start'], message });
    })
    .describe(definition.title);
};

/** What a lever still lacks before it can act, as one sentence; null when nothing. */
export function whatIsMissing(lever: Lever): string | null {
  const parsed = leverSchema.safeParse({ ...lever, isEnabled: true });
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'Some settings are missing.');
}

const [first, ...others] = LEVERS.map(leverOption);
if (first === undefined) throw new RangeError('The registry of levers is empty');

/** One lever of a scenario, made from the descriptors of its kind. */
export const leverSchema: z.ZodType<Lever> = z.discriminatedUnion('kind', [first, ...others]);

/** A named list of levers. Their order has no meaning for the numbers. */
export const scenarioSchema: z.ZodType<Scenario> = z
  .strictObject({
    id: z.string().min(1).describe('Unique within the document.'),
    name: z.string().min(1).describe('What people call it.'),
    levers: z.array(leverSchema),
  })
  .superRefine(({ levers }, context) => {
    const seen = new Set<string>();
    levers.forEach(({ id }, index) => {
      if (seen.has(id)) {
        context.addIssue({ code: 'custom', path: ['levers', index, 'id'], message: `Two levers are called "${id}".` });
      }
      seen.add(id);
    });
  });
