import { z } from 'zod';

/** What a change of the document was, in the words of the undo button. */
export const documentChange = z.strictObject({
  what: z.enum(['changed', 'undone', 'redone']),
  label: z.string().max(500),
});
export type DocumentChange = z.infer<typeof documentChange>;
