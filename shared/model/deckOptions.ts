import { z } from 'zod';

/** The kinds of slides, in the order in which they are shown. */
export const DECK_SLIDES = [
  'summary',
  'actual',
  'forecast',
  'months',
  'units',
  'comparison',
  'bridge',
  'levers',
  'budgets',
  'chargeback',
  'guardrails',
  'sensitivity',
  'quality',
  'decisions',
  'assumptions',
  'data',
  'findings',
] as const;

export type DeckSlideId = (typeof DECK_SLIDES)[number];

const slideId = z.enum(DECK_SLIDES);
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'expected a colour as #rrggbb');

export const deckSchema = z
  .strictObject({
    title: z.string().max(200).default('AI spend: plan and forecast').describe('Title of the deck'),
    comparison: z
      .string()
      .nullable()
      .default(null)
      .describe('Id of the scenario the deck argues for; null takes the first one'),
    hidden: z.array(slideId).max(DECK_SLIDES.length).default([]).describe('Slides that are left out'),
    titles: z
      .partialRecord(slideId, z.string().max(300))
      .default({})
      .describe('Titles written by hand, by slide; without one the title is made from the numbers'),
    footer: z.string().max(120).default('').describe('Words in front of the footer, a company name for example'),
    primary: colour.default('#0072b2').describe('Main colour, #rrggbb'),
    accent: colour.default('#d55e00').describe('Second colour, #rrggbb'),
  })
  .describe('What the exported deck says');
