import { z } from 'zod';
import lifecycles from './lifecycles.json' with { type: 'json' };

const lifecycle = z.strictObject({
  provider: z.string(),
  model: z.string(),
  releasedOn: z.string().nullable(),
  retiredOn: z.string().nullable(),
  source: z.string(),
});

/** When a vendor began and stopped serving a model; ISO days, null where nobody said. */
export type Lifecycle = Readonly<z.infer<typeof lifecycle>>;

export const LIFECYCLES: readonly Lifecycle[] = lifecycles.map((row) => lifecycle.parse(row));

const BY_MODEL = new Map(LIFECYCLES.map((row) => [row.model, row]));

/** Null where no date is known. */
export const lifecycleOf = (model: string): Lifecycle | null => BY_MODEL.get(model) ?? null;
