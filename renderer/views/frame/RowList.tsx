import { useEffect, useState, type ReactElement } from 'react';
import type { SpendFilter } from '../../../shared/data/sql/spend.ts';
import { count, MISSING, ratePerMtok } from '../../../shared/units/format.ts';
import { TOKEN_CLASSES } from '../../../shared/units/tokenClasses.ts';
import { Button } from '../../components/Controls.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import type { Drill } from '../../state/types.ts';
import { valueLabel } from '../labels.ts';

const OPEN_END = '9999';

/** The price rows and the usage rows behind a number, page by page. */
export function RowList({ filter }: { readonly filter: SpendFilter }): ReactElement {
  const readDrill = useWorkbench((state) => state.readDrill);
  const [drill, setDrill] = useState<Drill | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void readDrill(filter, 0).then((next) => {
      if (isCurrent) setDrill(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [filter, readDrill]);
  const showMore = (known: Drill): void => {
    void readDrill(filter, known.rows.length).then((next) => {
      setDrill({ ...known, rows: [...known.rows, ...next.rows] });
    });
  };
  if (drill === null) return <p className="muted">Reading the rows …</p>;
  return (
    <>
      <h3>Prices used, USD per million tokens</h3>
      <ul className="drill">
        {drill.rates.map((rate) => (
          <li key={`${rate.model ?? ''}${rate.service_tier ?? ''}${rate.valid_from}${String(rate.above_tokens)}`}>
            <strong>{valueLabel(rate.model)}</strong> {ratePerMtok(rate.in_fresh)} in, {ratePerMtok(rate.in_cache_read)}{' '}
            cached, {ratePerMtok(rate.out_visible)} out
            <span className="inspector__source">
              {rate.valid_from.startsWith('1970') ? 'since the first price' : `from ${rate.valid_from}`}
              {rate.valid_to.startsWith(OPEN_END) ? '' : ` to ${rate.valid_to}`}; {rate.source ?? 'no source'}
              {rate.checked_on === null ? '' : `, checked ${rate.checked_on}`}
            </span>
          </li>
        ))}
      </ul>
      <h3>{count(drill.total)} rows</h3>
      <ul className="drill" data-testid="drill-rows">
        {drill.rows.map((row) => (
          <li key={`${row.file_name}${String(row.source_row)}`}>
            <strong>{valueLabel(row.model ?? row.model_raw)}</strong> {row.period_start.slice(0, 10)}{' '}
            {row.project ?? row.team ?? ''} {count(TOKEN_CLASSES.reduce((sum, name) => sum + (row[name] ?? 0), 0))}{' '}
            tokens
            <span className="inspector__source">
              {row.file_name}, row {count(row.source_row)}
              {row.billed_amount === null
                ? ''
                : `, billed ${Number(row.billed_amount).toString()} ${row.billed_currency ?? MISSING}`}
            </span>
          </li>
        ))}
      </ul>
      {drill.rows.length < drill.total && (
        <Button
          onClick={() => {
            showMore(drill);
          }}
        >
          Show more: {count(drill.rows.length)} of {count(drill.total)}
        </Button>
      )}
    </>
  );
}
