import type { GenericMapping } from '../../../model/mapping.ts';
import { USAGE_COLUMNS } from '../../usageColumns.ts';
import type { TableImporter } from '../importer.ts';
import { select } from './sql.ts';

export const GENERIC_ID = 'generic';

/** Reads an export of no known format as a mapping says. Nothing of the mapping enters SQL text but its numbers. */
export const genericImporter = (mapping: GenericMapping): TableImporter => ({
  id: GENERIC_ID,
  title: 'Table read by a mapping',
  confidence: 'A',
  kind: 'table',
  signatures: [],
  columns: Object.fromEntries(Object.entries(mapping.columns).map(([field, { column }]) => [field, column])),
  provides: USAGE_COLUMNS.filter((column) => column !== 'tags'),
  constants: {},
  ...(mapping.columns.request_id === undefined ? {} : { duplicateKey: 'request_id' as const }),
  select: (source, importId) => select(mapping, source, importId),
});

/** What the mapping says of the whole file, for the table `import_constant`. */
export const mappingConstants = (mapping: GenericMapping): Readonly<Record<string, string>> => ({
  ...mapping.constants,
  mapping: mapping.name,
});

/** Stands for the format where only its table matters, not how one file was read. */
export const generic: TableImporter = genericImporter({
  name: 'none',
  columns: {},
  constants: {},
  rowCovers: 'request',
  dates: 'iso',
  timeZone: 'UTC',
  billedBasis: 'net',
});
