import { z } from 'zod';

/** The product's version, from the text of its package.json. */
export const packageVersion = (text: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(text)).version;
