import { z } from 'zod';
import { documentSchema } from './document.ts';

/** The JSON Schema of a plan as people write it: defaults may be left out. */
export const planSchema = (): unknown => z.toJSONSchema(documentSchema, { io: 'input', target: 'draft-2020-12' });
