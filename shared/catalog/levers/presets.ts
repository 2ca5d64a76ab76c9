import { z } from 'zod';
import type { Lever, LeverParameters, ParameterValue, Scenario } from '../../engine/types.ts';
import type { Month } from '../../units/months.ts';
import { fillDefaults } from './defaults.ts';
import rows from './presets.json' with { type: 'json' };

/** The scenarios that a planner may begin with. */
export const PRESETS = [
  {
    id: 'conservative',
    name: 'Conservative',
    about: 'Only what works without effort, and a reserve for what goes wrong',
  },
  { id: 'base', name: 'Base', about: 'Usual savings at their usual size' },
  { id: 'aggressive', name: 'Aggressive', about: 'Every saving at the top of what is published' },
  { id: '24x', name: '24x by 2030', about: 'Twenty-four times the volume in four years, prices as they are' },
  { id: 'price-war', name: 'Price war', about: 'Prices fall by 60 to 70 % a year' },
  { id: 'agents', name: 'Agents', about: 'A part of the requests becomes agent runs' },
] as const;
export type PresetId = (typeof PRESETS)[number]['id'];

const rowSchema = z.strictObject({
  preset: z.enum(PRESETS.map(({ id }) => id)),
  lever: z.string().min(1),
  parameter: z.string().min(1),
  value: z.union([z.number(), z.string()]),
  low: z.number().nullable(),
  high: z.number().nullable(),
  source: z.string().min(1),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  note: z.string(),
});

/** One setting of one preset with where it comes from. */
export type PresetRow = Readonly<z.infer<typeof rowSchema>>;

export const PRESET_ROWS: readonly PresetRow[] = z.array(rowSchema).parse(rows);

function valueOf({ value, low, high }: PresetRow): ParameterValue {
  return typeof value === 'string' || low === null || high === null ? value : { p10: low, p50: value, p90: high };
}

/**
 * A preset as a scenario of its own over everything, from a month on; what its rows leave out takes the lever's default.
 * Example: `24x` from 2027-01 is one growth lever to 24 times within 48 months, P10 to P90 12 to 55.
 */
export function presetScenario(preset: PresetId, start: Month, newId: () => string): Scenario {
  const own = PRESET_ROWS.filter((row) => row.preset === preset);
  const kinds = [...new Set(own.map(({ lever }) => lever))];
  const levers = kinds.map((kind): Lever => {
    const parameters: LeverParameters = Object.fromEntries(
      own.filter(({ lever }) => lever === kind).map((row) => [row.parameter, valueOf(row)]),
    );
    return fillDefaults({ id: newId(), kind, isEnabled: true, scope: {}, start, end: null, rampMonths: 0, parameters });
  });
  const name = PRESETS.find(({ id }) => id === preset)?.name ?? preset;
  return { id: newId(), name, levers };
}
