import type { ReadableDatabase } from '../data/database.ts';
import { EVERYTHING, readSpend } from '../data/spend.ts';
import { replayCap, type ReplayRow } from '../engine/replay.ts';
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
  { id, name, per, measure, limit, period }: Guardrail,
): Promise<GuardrailReplay> {
  const spend = await readSpend(database, {
    bucket: period === 'hour' ? 'hour' : 'day',
    by: per === 'all' ? [] : [per],
    filter: EVERYTHING,
    offsets,
  });
  const rows = spend.flatMap(({ bucket, dimensions, computedUsd, requests, tokens }): ReplayRow[] =>
    bucket === null
      ? []
      : [
          {
            time: bucket.slice(0, period === 'hour' ? 13 : 10),
            member: per === 'all' ? '' : (dimensions[per] ?? ''),
            usd: computedUsd ?? 0,
            requests,
            tokens: TOKEN_CLASSES.reduce((sum, tokenClass) => sum + (tokens[tokenClass] ?? 0), 0),
          },
        ],
  );
  const replay = replayCap(rows, { measure, limit, period });
  const blocked =
    replay.blockedRequestShare === null ? 'some requests' : `${percent(replay.blockedRequestShare)} of requests`;
  return {
    ...replay,
    stops: replay.stops.slice(0, MOST_STOPS),
    id,
    name,
    sentence: `This limit would have blocked ${blocked} and saved ${percent(replay.savedShare)}`,
  };
}
