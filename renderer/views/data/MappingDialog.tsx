import { useEffect, useState, type ReactElement } from 'react';
import { genericMapping, MAPPED_FIELDS, type MappedField } from '../../../shared/model/mapping.ts';
import type { FilePreview } from '../../state/types.ts';
import { Button, Select, Switch, TextInput } from '../../components/Controls.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { useWorkbench } from '../../state/useStore.tsx';
import { FIELD_LABELS, guessFields } from './mappingFields.ts';

const FIELD_OPTIONS = [
  { value: '', label: 'not used' },
  ...MAPPED_FIELDS.map((field) => ({ value: field, label: FIELD_LABELS[field] })),
];
const COVERS = [
  { value: 'request', label: 'one request' },
  { value: 'minute', label: 'a minute' },
  { value: 'hour', label: 'an hour' },
  { value: 'day', label: 'a day' },
  { value: 'month', label: 'a month' },
];
const DATES = [
  { value: 'iso', label: '2026-10-31 or 2026-10-31T12:00' },
  { value: 'month-first', label: '10/31/2026' },
  { value: 'day-first', label: '31/10/2026' },
  { value: 'unix-seconds', label: 'seconds since 1970' },
  { value: 'unix-milliseconds', label: 'milliseconds since 1970' },
];

/** Says what the columns of an unknown file mean. The mapping is kept in the project and used for the next such file. */
export function MappingDialog(props: { readonly file: string; readonly onClose: () => void }): ReactElement {
  const previewFile = useWorkbench((state) => state.previewFile);
  const [preview, setPreview] = useState<FilePreview | null | 'reading'>('reading');
  useEffect(() => {
    let isCurrent = true;
    void previewFile(props.file).then((next) => {
      if (isCurrent) setPreview(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [previewFile, props.file]);
  return (
    <Dialog label={`Map the columns of ${props.file}`} isWide onClose={props.onClose}>
      <h2>Map the columns of {props.file}</h2>
      {preview === 'reading' && <p className="muted">Reading the file …</p>}
      {preview === null && <p>This file is not a table with named columns, so there is nothing to map.</p>}
      {preview !== null && preview !== 'reading' && <MappingForm {...props} preview={preview} />}
    </Dialog>
  );
}

function MappingForm(props: {
  readonly file: string;
  readonly preview: FilePreview;
  readonly onClose: () => void;
}): ReactElement {
  const { columns, rows } = props.preview;
  const read = useWorkbench((state) => state.readByMapping);
  const zone = useWorkbench((state) => state.document.reporting.timezone);
  const [fields, setFields] = useState<readonly (MappedField | '')[]>(() => guessFields(columns));
  const [name, setName] = useState(props.file.replace(/\.[a-z.]+$/i, ''));
  const [covers, setCovers] = useState('day');
  const [dates, setDates] = useState('iso');
  const [timeZone, setTimeZone] = useState(zone);
  const [currency, setCurrency] = useState('USD');
  const [provider, setProvider] = useState('');
  const [hasCached, setHasCached] = useState(true);
  const [hasReasoning, setHasReasoning] = useState(true);
  const [problem, setProblem] = useState('');

  const commit = (): void => {
    const mapped = fields.flatMap((field, index) =>
      field === '' ? [] : [[field, { column: columns[index] ?? '' }] as const],
    );
    const isMapped = (field: MappedField): boolean => mapped.some(([known]) => known === field);
    const parsed = genericMapping.safeParse({
      name: name.trim(),
      columns: Object.fromEntries(mapped),
      constants: {
        ...(isMapped('billed_amount') && !isMapped('billed_currency') ? { billed_currency: currency.trim() } : {}),
        ...(isMapped('provider') || provider.trim() === '' ? {} : { provider: provider.trim() }),
      },
      rowCovers: covers,
      dates,
      timeZone,
      inputIncludesCached: hasCached,
      outputIncludesReasoning: hasReasoning,
    });
    if (!parsed.success) {
      setProblem(parsed.error.issues[0]?.message ?? 'This mapping does not work.');
      return;
    }
    props.onClose();
    void read(props.file, parsed.data);
  };

  return (
    <>
      <div className="table-wrap">
        <table className="table" aria-label="Columns">
          <thead>
            <tr>
              <th>Column</th>
              <th>Means</th>
              {rows.slice(0, 3).map((_row, index) => (
                <th key={String(index)}>Row {index + 1}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {columns.map((column, index) => (
              <tr key={column}>
                <td>{column}</td>
                <td>
                  <Select
                    label={`${column} means`}
                    value={fields[index] ?? ''}
                    options={FIELD_OPTIONS}
                    onChange={(value) => {
                      const field = MAPPED_FIELDS.find((known) => known === value) ?? '';
                      setFields(fields.map((known, at) => (at === index ? field : known === field ? '' : known)));
                    }}
                  />
                </td>
                {rows.slice(0, 3).map((row, at) => (
                  <td key={String(at)} className="muted">
                    {row[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row settings-row">
        <Select label="A row stands for" isLabelShown value={covers} options={COVERS} onChange={setCovers} />
        <Select label="Times are written" isLabelShown value={dates} options={DATES} onChange={setDates} />
        <TextInput label="Time zone of the file" isLabelShown value={timeZone} onChange={setTimeZone} />
        <TextInput label="Currency" isLabelShown value={currency} onChange={setCurrency} />
        <TextInput label="Provider" isLabelShown value={provider} placeholder="openai" onChange={setProvider} />
        <TextInput label="Name of this mapping" isLabelShown value={name} onChange={setName} />
      </div>
      <div className="row settings-row">
        <Switch label="Input includes the cached tokens" isLabelShown isOn={hasCached} onChange={setHasCached} />
        <Switch
          label="Output includes the reasoning tokens"
          isLabelShown
          isOn={hasReasoning}
          onChange={setHasReasoning}
        />
      </div>
      {problem !== '' && (
        <p className="amount__problem" role="alert">
          {problem}
        </p>
      )}
      <div className="row">
        <Button look="primary" onClick={commit}>
          Read the file
        </Button>
        <Button onClick={props.onClose}>Cancel</Button>
      </div>
    </>
  );
}
