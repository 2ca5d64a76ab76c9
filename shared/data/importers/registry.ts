import type { Importer } from './importer.ts';
import { openaiUsageCsv } from './openai-usage-csv/importer.ts';

/** Every format the workbench reads, most specific first. Adding one: CONTRIBUTING.md. */
export const IMPORTERS: readonly Importer[] = [openaiUsageCsv];

export const importerById = (id: string): Importer | undefined => IMPORTERS.find((importer) => importer.id === id);
