import { z } from 'zod';

/** One result of an evaluation that the user ran: it stands beside the published ones and is never averaged with them. */
export const evaluationSchema = z
  .strictObject({
    model: z.string().min(1).describe('Model as the price book or a benchmark spells it'),
    benchmark: z.string().min(1).describe('Name of the evaluation'),
    metric: z.string().min(1).default('score').describe('What is measured, accuracy for example'),
    unit: z.string().min(1).describe('percent, share, points, elo or what the score counts'),
    higherIsBetter: z.boolean().default(true).describe('False where less is better'),
    score: z.number().describe('The result, in the unit'),
    effort: z.string().nullable().default(null).describe('Effort level or thinking budget; null where there is none'),
    agent: z.string().nullable().default(null).describe('The agent around the model; null where there is none'),
    costPerAttemptUsd: z.number().nonnegative().nullable().default(null).describe('Cost of one attempt, USD'),
    costBasis: z.string().nullable().default(null).describe('How the cost was measured'),
    date: z.string().nullable().default(null).describe('When it was measured'),
    source: z.string().default('own evaluation').describe('The file it came from'),
  })
  .describe('A result of an evaluation of your own');

export type Evaluation = z.infer<typeof evaluationSchema>;
