import { z } from 'zod';
import type { NumberParameter, ParameterDescriptor } from '../../engine/levers/descriptors.ts';
import { RANGE_SHAPES, type ParameterValue, type Range } from '../../engine/types.ts';

/** A number inside the descriptor's bounds, with a sentence that names the field when it is not. */
function boundedNumber({ label, min, max }: NumberParameter): z.ZodType<number> {
  const number = z.number({ error: `"${label}" must be a number.` });
  const atLeast = number.min(min, `"${label}" must be at least ${String(min)}.`);
  return max >= Number.MAX_SAFE_INTEGER ? atLeast : atLeast.max(max, `"${label}" must be at most ${String(max)}.`);
}

function rangeProblem({ p10, p50, p90, shape }: Range): string | null {
  if (p10 > p90) return `is upside down: P10 ${String(p10)} is above P90 ${String(p90)}`;
  if (p50 !== undefined && (p50 < p10 || p50 > p90)) return `has its middle ${String(p50)} outside P10 to P90`;
  if (shape === 'lognormal' && p10 <= 0) return 'is lognormal and must be above 0';
  return null;
}

const rangeSchema = (descriptor: NumberParameter): z.ZodType<Range> =>
  z
    .strictObject({
      p10: boundedNumber(descriptor).describe('One time in ten it is below this.'),
      p50: boundedNumber(descriptor).optional().describe('The middle; left out, half-way.'),
      p90: boundedNumber(descriptor).describe('One time in ten it is above this.'),
      shape: z.enum(RANGE_SHAPES).optional().describe('How it spreads; left out, normal.'),
      shock: z.string().min(1).optional().describe('Ranges with the same name move together.'),
    })
    .superRefine((range, context) => {
      const problem = rangeProblem(range);
      if (problem !== null) {
        context.addIssue({ code: 'custom', message: `The range of "${descriptor.label}" ${problem}.` });
      }
    });

const chanceSchema = (descriptor: NumberParameter): z.ZodType<{ value: number; probability: number }> =>
  z.strictObject({
    value: boundedNumber(descriptor).describe('What it is when the event happens.'),
    probability: z
      .number()
      .min(0, 'A probability must be at least 0.')
      .max(1, 'A probability must be at most 1.')
      .describe('How likely the event is, 0 to 1.'),
  });

function numberSchema(descriptor: NumberParameter): z.ZodType<ParameterValue> {
  const number = boundedNumber(descriptor);
  if (!descriptor.mayRange) return number;
  return z.union([number, rangeSchema(descriptor), chanceSchema(descriptor)], {
    error: `"${descriptor.label}" must be a number, a range { p10, p90 } or an event { value, probability }.`,
  });
}

/** What a document may hold for one parameter. */
export function parameterSchema(descriptor: ParameterDescriptor): z.ZodType<ParameterValue | undefined> {
  const description = `${descriptor.label}. ${descriptor.help}`;
  switch (descriptor.kind) {
    case 'number':
      return numberSchema(descriptor).optional().describe(`${description} Unit: ${descriptor.unit}.`);
    case 'choice':
      return z
        .enum(
          descriptor.options.map(({ value }) => value),
          { error: `"${descriptor.label}" must be one of ${descriptor.options.map(({ value }) => value).join(', ')}.` },
        )
        .optional()
        .describe(description);
    case 'model':
      return z
        .string({ error: `"${descriptor.label}" must name a model.` })
        .min(1, `"${descriptor.label}" must name a model.`)
        .describe(description);
    default:
      return descriptor satisfies never;
  }
}
