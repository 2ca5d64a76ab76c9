/**
 * A finding is a fact about a number that its reader must know: it travels with the number and is shown beside it.
 * The codes are stable, automation reads them.
 */
export type Finding = {
  readonly code: FindingCode;
  /** One plain sentence that names what is concerned. */
  readonly message: string;
  /** How many rows, names or months are concerned, where that can be counted. */
  readonly count?: number;
  /** The model, file, lever or column concerned. */
  readonly subject?: string;
};

type FindingKind = {
  /** `fix`: the user can do something; `check`: worth a look; `note`: how the number was made. */
  readonly weight: 'fix' | 'check' | 'note';
  /** What the group is called in the list of findings. */
  readonly title: string;
  /** What to do about it, as a button or a sentence. */
  readonly action: string;
};

export const FINDING_KINDS = {
  'unpriced-model': { weight: 'fix', title: 'Models without a price', action: 'Map the name or enter a rate' },
  'assumed-match': { weight: 'check', title: 'Prices matched by assumption', action: 'Confirm the model' },
  'missing-rate': { weight: 'check', title: 'Token classes without a rate', action: 'Enter a rate' },
  'unreadable-date': { weight: 'fix', title: 'Dates that cannot be read', action: 'Write them as 2026-07-24' },
  'price-before-first-rate': {
    weight: 'check',
    title: 'Use before the first known price',
    action: 'Enter the rate of that time',
  },
  'unconfirmed-price': {
    weight: 'check',
    title: 'Prices that sources disagree on',
    action: 'Compare with the vendor page or enter a rate',
  },
  'retired-model': { weight: 'check', title: 'Use of retired models', action: 'Check the name or choose a successor' },
  'stale-price': {
    weight: 'note',
    title: 'Prices not checked for 60 days',
    action: 'Compare with the vendor page',
  },
  'not-comparable': {
    weight: 'check',
    title: 'Figures that cannot be compared',
    action: 'Compare models on one benchmark',
  },
  'clock-price': {
    weight: 'note',
    title: 'Prices that depend on the hour',
    action: 'Import hourly data for an exact figure',
  },
  'long-context-unknown': {
    weight: 'note',
    title: 'Long-context share unknown',
    action: 'Import request-level data or state the share',
  },
  'cache-write-unsplit': {
    weight: 'note',
    title: 'Cache writes without a lifetime',
    action: 'Priced as 5-minute writes',
  },
  'unsplit-priced': {
    weight: 'note',
    title: 'Tokens without a class',
    action: 'Priced as fresh input or visible output',
  },
  'partly-unsplit': { weight: 'note', title: 'Classes known for a part only', action: 'Shown beside the total' },
  'not-grouped': {
    weight: 'note',
    title: 'Dimensions the export was not grouped by',
    action: 'Export again, grouped by them',
  },
  'tokens-from-charges': {
    weight: 'note',
    title: 'Tokens taken from billed quantities',
    action: 'Import the usage export of that period',
  },
  'estimate-beside-invoice': {
    weight: 'note',
    title: 'Estimates beside an invoice',
    action: 'The invoice is counted, the estimate shown beside it',
  },
  'possible-overlap': {
    weight: 'check',
    title: 'Sources that may count the same tokens',
    action: 'Choose which one to count',
  },
  'other-view': { weight: 'note', title: 'Two views of one spend', action: 'One is counted, the other is named' },
  'covered-by-credit': {
    weight: 'note',
    title: 'Use covered by credits or a plan',
    action: 'Its tokens count, and no money',
  },
  'other-services': {
    weight: 'note',
    title: 'Charges of other services',
    action: 'Filter them out by service',
  },
  'missing-charges': { weight: 'check', title: 'Charges that a source leaves out', action: 'Import the invoice' },
  'rounded-amounts': { weight: 'note', title: 'Amounts rounded by the source', action: 'Import the exact report' },
  'unit-unclear': { weight: 'check', title: 'Quantities in an unclear unit', action: 'Compare the price per token' },
  'relative-time': { weight: 'note', title: 'Times without a date', action: 'Counted from the first of January 2000' },
  'tag-fan-out': {
    weight: 'check',
    title: 'Reports that repeat a request for each tag',
    action: 'Import a report by another dimension',
  },
  'replaced-rows': {
    weight: 'note',
    title: 'Rows that a later export replaces',
    action: 'Take one of the two files out if both should count',
  },
  'already-imported': { weight: 'note', title: 'Files imported before', action: 'Nothing was added' },
  'sheets-left-out': {
    weight: 'check',
    title: 'Sheets of a workbook that were not read',
    action: 'Save the sheet as a file of its own to map its columns',
  },
  'refused-rows': { weight: 'check', title: 'Rows that were refused', action: 'Open the import report' },
  'duplicate-rows': { weight: 'note', title: 'Rows dropped as duplicates', action: 'Open the import report' },
  'inclusion-unclear': {
    weight: 'check',
    title: 'Input may or may not include cached tokens',
    action: 'State it in the mapping',
  },
  'excess-digits': {
    weight: 'note',
    title: 'Amounts with more than 12 decimals',
    action: 'Kept to 12 decimals',
  },
  'coarse-period': {
    weight: 'note',
    title: 'Periods longer than a day',
    action: 'Spread evenly for display, left out of the forecast',
  },
  'unverified-format': {
    weight: 'check',
    title: 'Layout not verified against a real export',
    action: 'Compare the total with the source',
  },
  'mixed-currency': { weight: 'check', title: 'More than one currency', action: 'Totals are shown by currency' },
  'missing-exchange-rate': {
    weight: 'fix',
    title: 'Money without an exchange rate',
    action: 'Enter the rate of that day',
  },
  'utc-days': {
    weight: 'note',
    title: 'Days that were cut in UTC',
    action: 'Import hourly data to see days of the reporting time zone',
  },
  'empty-file': { weight: 'note', title: 'Files without rows', action: 'Nothing to do' },
  'short-history': {
    weight: 'check',
    title: 'Too little history',
    action: 'The last value is carried on with a wide band',
  },
  'partial-period': { weight: 'note', title: 'Last day or month is not complete', action: 'Left out of the trend' },
  'forecast-fallback': {
    weight: 'note',
    title: 'Simpler forecasting method used',
    action: 'The forecasting library did not load or refused the series',
  },
  extrapolated: { weight: 'check', title: 'Beyond what the history supports', action: 'Use a growth lever' },
  'quality-unknown': {
    weight: 'check',
    title: 'Levers without a quality',
    action: 'Enter what your own evaluation says',
  },
  'no-effect': { weight: 'check', title: 'Levers without effect', action: 'Widen the scope or the dates' },
  'parameter-clipped': { weight: 'check', title: 'Settings outside their range', action: 'Correct the setting' },
  'lever-conflict': { weight: 'check', title: 'Levers that work against each other', action: 'Read the explanation' },
  'model-retires': { weight: 'check', title: 'Models that retire', action: 'Plan a change of model' },
  'requests-unknown': {
    weight: 'note',
    title: 'Requests not counted',
    action: 'Import a source that counts requests',
  },
  'not-break-even': { weight: 'check', title: 'Investments that do not pay back', action: 'Read the explanation' },
  'scheduled-price-change': {
    weight: 'note',
    title: 'Price changes already announced',
    action: 'Included from their date',
  },
  'not-a-sum': { weight: 'note', title: 'Quantiles do not add up', action: 'The total row is its own quantile' },
  'attribution-required': { weight: 'note', title: 'Sources to credit', action: 'Credited on screen and in the deck' },
} as const satisfies Record<string, FindingKind>;

export type FindingCode = keyof typeof FINDING_KINDS;

export const findingKind = (code: FindingCode): FindingKind => FINDING_KINDS[code];

/** Joins equal findings (same code, subject and message) and adds up their counts, in order of first appearance. */
export function mergeFindings(findings: Iterable<Finding>): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.code}\n${finding.subject ?? ''}\n${finding.message}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, finding);
    else if (finding.count !== undefined) merged.set(key, { ...known, count: (known.count ?? 0) + finding.count });
  }
  return [...merged.values()];
}
