import { anthropicConsoleCostCsv } from './anthropic-console-cost-csv/importer.ts';
import { anthropicConsoleUsageCsv } from './anthropic-console-usage-csv/importer.ts';
import { anthropicCostJson } from './anthropic-cost-json/importer.ts';
import { anthropicUsageJson } from './anthropic-usage-json/importer.ts';
import { focus } from './focus/importer.ts';
import { generic } from './generic/importer.ts';
import type { Importer } from './importer.ts';
import { litellmSpendLogs } from './litellm-spend-logs/importer.ts';
import { openaiCostCsv } from './openai-cost-csv/importer.ts';
import { openaiCostsJson } from './openai-costs-json/importer.ts';
import { openaiUsageCsv } from './openai-usage-csv/importer.ts';
import { openaiUsageJson } from './openai-usage-json/importer.ts';

/** Every format the workbench reads. Adding one: CONTRIBUTING.md. */
export const IMPORTERS: readonly Importer[] = [
  openaiUsageCsv,
  openaiUsageJson,
  openaiCostCsv,
  openaiCostsJson,
  anthropicUsageJson,
  anthropicCostJson,
  anthropicConsoleUsageCsv,
  anthropicConsoleCostCsv,
  litellmSpendLogs,
  focus,
  generic,
];

export const importerById = (id: string): Importer | undefined => IMPORTERS.find((importer) => importer.id === id);
