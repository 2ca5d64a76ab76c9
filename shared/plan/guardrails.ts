import type { ReadableDatabase } from '../data/database.ts';
import { readGpuHours } from '../data/gpu.ts';
import { EVERYTHING, readSpend } from '../data/spend.ts';
import { replayCap, type ReplayResult, type ReplayRow } from '../engine/replay.ts';
import type { Guardrail } from '../model/governance.ts';
import { percent } from '../units/format.ts';
import type { ZoneOffset } from '../units/timeZones.ts';
import { TOKEN_CLASSES } from '../units/tokenClasses.ts';
import type { GuardrailReplay } from './analysis.ts';

/** Stops that are listed; the counts and shares know all. */
const MOST_STOPS = 500;

/** Replays one limit over the whole history: what it would have blocked and saved. */
export async function replayGuardrail(
  database: ReadableDatabase,
  offsets: readonly ZoneOffset[],
  rule: Guardrail,
): Promise<GuardrailReplay> {
  const { id, name, measure, limit, period } = rule;
  const read = measure === 'gpuHours' ? readHours : readUse;
  const rows = await read(database, offsets, rule);
  const replay = replayCap(rows, { measure, limit, period });
  return {
    ...replay,
    stops: replay.stops.slice(0, MOST_STOPS),
    id,
    name,
    measure,
    sentence: rows.length === 0 ? nothingToTry(rule) : sentenceOf(replay, measure),
  };
}

/** A row of a whole day says nothing about its hours, and cannot be held against a limit an hour. */
const nothingToTry = ({ measure, period }: Guardrail): string => {
  const what = measure === 'gpuHours' ? 'GPU hours' : 'use';
  return `The data has no ${what} by the ${period}: this limit cannot be tried on it`;
};

function sentenceOf(replay: ReplayResult, measure: Guardrail['measure']): string {
  const share = measure === 'gpuHours' ? replay.blockedGpuHourShare : replay.blockedRequestShare;
  const what = measure === 'gpuHours' ? 'GPU hours' : 'requests';
  const blocked = share === null ? `some ${what}` : `${percent(share)} of ${what}`;
  // What is hosted by the company itself may have no cost in the data.
  const saved = replay.savedShare === null ? '' : ` and saved ${percent(replay.savedShare)}`;
  return `This limit would have blocked ${blocked}${saved}`;
}

const LENGTH_OF_TIME = { hour: 13, day: 10, month: 10 } as const;

async function readUse(
  database: ReadableDatabase,
  offsets: readonly ZoneOffset[],
  { per, period }: Guardrail,
): Promise<readonly ReplayRow[]> {
  const spend = await readSpend(database, {
    bucket: period === 'hour' ? 'hour' : 'day',
    by: per === 'all' ? [] : [per],
    filter: EVERYTHING,
    offsets,
    isHourly: period === 'hour',
  });
  return spend.flatMap(({ bucket, dimensions, computedUsd, requests, tokens }): ReplayRow[] =>
    bucket === null
      ? []
      : [
          {
            time: bucket.slice(0, LENGTH_OF_TIME[period]),
            member: per === 'all' ? '' : (dimensions[per] ?? ''),
            usd: computedUsd ?? 0,
            requests,
            tokens: TOKEN_CLASSES.reduce((sum, tokenClass) => sum + (tokens[tokenClass] ?? 0), 0),
            gpuHours: 0,
          },
        ],
  );
}

async function readHours(
  database: ReadableDatabase,
  offsets: readonly ZoneOffset[],
  { per, period }: Guardrail,
): Promise<readonly ReplayRow[]> {
  const rows = await readGpuHours(database, { period, by: per === 'all' ? null : per, offsets });
  return rows.map(({ bucket, member, gpuHours, usd }) => ({
    time: bucket.slice(0, LENGTH_OF_TIME[period]),
    member: member ?? '',
    usd: usd ?? 0,
    requests: null,
    tokens: 0,
    gpuHours,
  }));
}
