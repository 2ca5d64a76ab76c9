import { z } from 'zod';
import { METERS } from '../meters.ts';
import rows from './serviceRates.json' with { type: 'json' };

const serviceRate = z.strictObject({
  provider: z.string(),
  /** Null holds for every model of the provider. */
  model: z.string().nullable(),
  meter: z.enum(METERS),
  /** What `usd` buys: `1000 searches`, `PTU hour, global`, `Mtok hour`. */
  unit: z.string().min(1),
  usd: z.number().positive(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  source: z.string().min(1),
  checkedOn: z.string(),
  doubt: z.string().nullable().default(null),
});

/** The price of something that is not a token: a search, an hour of storage, a provisioned unit, a training run. */
export type ServiceRate = Readonly<z.infer<typeof serviceRate>>;

/** Every such price of the catalogue, dated and sourced. Throws where a shipped row has a wrong field. */
export const serviceRates: readonly ServiceRate[] = rows.map((row) => serviceRate.parse(row));
