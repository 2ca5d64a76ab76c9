import { has, isObject, list, member, scalar, type JsonScalar } from '../../source/jsonValues.ts';
import type { JsonImporter, SourceRecord } from '../importer.ts';
import { select } from './sql.ts';

/** Column -> attribute names of the span, newest first. */
const ATTRIBUTES = {
  operation: ['gen_ai.operation.name'],
  provider_name: ['gen_ai.provider.name', 'gen_ai.system'],
  model: ['gen_ai.response.model', 'gen_ai.request.model'],
  conversation: ['gen_ai.conversation.id', 'session.id'],
  user_id: ['user.id', 'enduser.id'],
  input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens'],
  output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens'],
  cache_read: ['gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.cache_read_input_tokens'],
  cache_write: ['gen_ai.usage.cache_creation.input_tokens', 'gen_ai.usage.cache_creation_input_tokens'],
  reasoning: ['gen_ai.usage.reasoning.output_tokens', 'gen_ai.usage.reasoning_tokens'],
  service_tier: ['openai.response.service_tier', 'gen_ai.openai.response.service_tier'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const RESOURCE_ATTRIBUTES = {
  service: ['service.name'],
  environment: ['deployment.environment.name', 'deployment.environment'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** `{ key, value: { intValue: "31" } }` -> name and plain value; whole numbers come as text. */
function attributes(holder: unknown): ReadonlyMap<string, JsonScalar> {
  return new Map(
    list(holder, 'attributes').map((attribute) => {
      const value = member(attribute, 'value');
      const [plain] = isObject(value) ? Object.values(value) : [];
      return [String(member(attribute, 'key')), scalar(plain)];
    }),
  );
}

const pick = (
  found: ReadonlyMap<string, JsonScalar>,
  wanted: Readonly<Record<string, readonly string[]>>,
): SourceRecord =>
  Object.fromEntries(
    Object.entries(wanted).map(([column, names]) => [column, found.get(names.find((name) => found.has(name)) ?? '')]),
  );

/** Nanoseconds since 1970, written as text, in ISO form. */
function isoTime(nanoseconds: unknown): string | null {
  const milliseconds = Number(typeof nanoseconds === 'string' ? nanoseconds.slice(0, -6) : Number.NaN);
  return Math.abs(milliseconds) < 1e14 ? new Date(milliseconds).toISOString() : null;
}

/** The spans that carry token counts; all others say nothing about use. */
function* records(resourceSpans: unknown): Generator<SourceRecord> {
  const resource = pick(attributes(member(resourceSpans, 'resource')), RESOURCE_ATTRIBUTES);
  const spans = list(resourceSpans, 'scopeSpans').flatMap((scope) => list(scope, 'spans'));
  for (const span of spans) {
    const own = pick(attributes(span), ATTRIBUTES);
    if (own.input === undefined && own.output === undefined) continue;
    yield {
      ...resource,
      ...own,
      span_id: [member(span, 'traceId'), member(span, 'spanId')].map(String).join(':'),
      start_time: isoTime(member(span, 'startTimeUnixNano')),
    };
  }
}

function recognise(start: unknown): boolean {
  const [first] = list(start, 'resourceSpans');
  return has(first, 'scopeSpans');
}

/** OpenTelemetry traces in OTLP's JSON form, with the GenAI conventions. */
export const otlpTraces: JsonImporter = {
  id: 'otlp-traces',
  title: 'OpenTelemetry traces (OTLP JSON)',
  confidence: 'A',
  kind: 'json',
  columns: [...Object.keys(RESOURCE_ATTRIBUTES), ...Object.keys(ATTRIBUTES), 'span_id', 'start_time'],
  path: '$.resourceSpans.*',
  recognise,
  recognisedBy: 'resourceSpans with scopeSpans',
  records: () => records,
  provides: [
    'period_start',
    'period_end',
    'provider',
    'route',
    'service_tier',
    'feature',
    'environment',
    'user_key',
    'session_id',
    'request_id',
    'model_raw',
    'in_fresh',
    'in_cache_read',
    'in_cache_write_unknown',
    'in_unsplit',
    'out_visible',
    'out_reasoning',
    'out_unsplit',
  ],
  constants: { fact: 'usage', grain: 'request', requests: '1' },
  duplicateKey: 'request_id',
  rowNotes: {
    'inclusion-unclear': 'spans have more cached tokens than input, so their input was read as excluding them',
  },
  select,
};
