import { anomalyDocument, type AnomalyDocument } from '../../shared/forecast/anomalies/documents.ts';
import { compact } from '../../shared/units/format.ts';
import type { CommandContext } from './context.ts';
import { readSeriesRows } from './forecastCommand.ts';

export type AnomaliesSettings = { readonly file: string; readonly isJson: boolean };

/** `tokenwright anomalies`: spikes, dips and level shifts of a `series,ds,y` file. 1 when rows had to be refused. */
export async function anomaliesCommand(settings: AnomaliesSettings, context: CommandContext): Promise<number> {
  const read = await readSeriesRows(settings.file);
  if ('refused' in read) {
    context.tell(`${settings.file}, line ${String(read.refused.line)}: ${read.refused.message}`);
    if (settings.isJson) context.print(JSON.stringify({ series: [], refusals: [read.refused] }));
    return 1;
  }
  const document = anomalyDocument(read.rows);
  for (const refusal of document.refusals) context.tell(refusal.message);
  if (settings.isJson) context.print(JSON.stringify(document));
  else for (const line of lines(document)) context.print(line);
  return document.refusals.length === 0 ? 0 : 1;
}

const WORDS = { spike: 'a spike', dip: 'a dip', 'level-shift': 'a new level' } as const;

const lines = ({ series }: AnomalyDocument): readonly string[] =>
  series.flatMap(({ id, events }) =>
    events.length === 0
      ? [`${id}: nothing unusual`]
      : events.map(
          ({ ds, kind, value, expected }) =>
            `${id}: ${WORDS[kind]} on ${ds}, ${compact(value)} where ${compact(expected)} was usual`,
        ),
  );
