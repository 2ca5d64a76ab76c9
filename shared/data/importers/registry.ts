import { anthropicClaudeCodeJson } from './anthropic-claude-code-json/importer.ts';
import { anthropicConsoleCostCsv } from './anthropic-console-cost-csv/importer.ts';
import { anthropicConsoleUsageCsv } from './anthropic-console-usage-csv/importer.ts';
import { anthropicCostJson } from './anthropic-cost-json/importer.ts';
import { anthropicSpendReportCsv } from './anthropic-spend-report-csv/importer.ts';
import { anthropicUsageJson } from './anthropic-usage-json/importer.ts';
import { awsCur } from './aws-cur/importer.ts';
import { azureCost } from './azure-cost/importer.ts';
import { azureLlmTrace } from './azure-llm-trace/importer.ts';
import { bedrockInvocationLog } from './bedrock-invocation-log/importer.ts';
import { burstgptTrace } from './burstgpt-trace/importer.ts';
import { claudeCodeJsonl } from './claude-code-jsonl/importer.ts';
import { codexJsonl } from './codex-jsonl/importer.ts';
import { cursor } from './cursor/importer.ts';
import { deepseekAmount } from './deepseek-amount/importer.ts';
import { deepseekCost } from './deepseek-cost/importer.ts';
import { focus } from './focus/importer.ts';
import { gcpBilling } from './gcp-billing/importer.ts';
import { generic } from './generic/importer.ts';
import { githubBilling } from './github-billing/importer.ts';
import { gpuUsage } from './gpu-usage/importer.ts';
import { helicone } from './helicone/importer.ts';
import { langfuseDailyJson } from './langfuse-daily-json/importer.ts';
import { langfuseObservations } from './langfuse-observations/importer.ts';
import { litellmDailyActivityJson } from './litellm-daily-activity-json/importer.ts';
import { litellmDailySpend } from './litellm-daily-spend/importer.ts';
import { litellmDailyTagSpend } from './litellm-daily-tag-spend/importer.ts';
import { litellmSpendLogs } from './litellm-spend-logs/importer.ts';
import { mooncakeTrace } from './mooncake-trace/importer.ts';
import { openaiCostCsv } from './openai-cost-csv/importer.ts';
import { openaiCostsJson } from './openai-costs-json/importer.ts';
import { openaiUsageCsv } from './openai-usage-csv/importer.ts';
import { openaiUsageJson } from './openai-usage-json/importer.ts';
import { opencostAllocation } from './opencost-allocation/importer.ts';
import { openrouterActivity } from './openrouter-activity/importer.ts';
import { openrouterGenerations } from './openrouter-generations/importer.ts';
import { otlpTraces } from './otlp-traces/importer.ts';
import { portkey } from './portkey/importer.ts';
import { vercelAiGateway } from './vercel-ai-gateway/importer.ts';
import { vercelAiGatewayTags } from './vercel-ai-gateway-tags/importer.ts';
import type { Importer } from './importer.ts';

/** Every format the workbench reads. Adding one: CONTRIBUTING.md. */
export const IMPORTERS: readonly Importer[] = [
  anthropicClaudeCodeJson,
  anthropicConsoleCostCsv,
  anthropicConsoleUsageCsv,
  anthropicCostJson,
  anthropicSpendReportCsv,
  anthropicUsageJson,
  awsCur,
  azureCost,
  azureLlmTrace,
  bedrockInvocationLog,
  burstgptTrace,
  claudeCodeJsonl,
  codexJsonl,
  cursor,
  deepseekAmount,
  deepseekCost,
  focus,
  gcpBilling,
  generic,
  githubBilling,
  gpuUsage,
  helicone,
  langfuseDailyJson,
  langfuseObservations,
  litellmDailyActivityJson,
  litellmDailySpend,
  litellmDailyTagSpend,
  litellmSpendLogs,
  mooncakeTrace,
  openaiCostCsv,
  openaiCostsJson,
  openaiUsageCsv,
  openaiUsageJson,
  opencostAllocation,
  openrouterActivity,
  openrouterGenerations,
  otlpTraces,
  portkey,
  vercelAiGateway,
  vercelAiGatewayTags,
];

export const importerById = (id: string): Importer | undefined => IMPORTERS.find((importer) => importer.id === id);
