import type { Finding } from '../../units/findings.ts';
import type { Day } from '../../units/months.ts';
import { lifecycleOf } from '../prices/lifecycles.ts';
import { byThreshold, dearestPeriod, periodsAt } from '../prices/periods.ts';
import { isStale } from '../prices/staleness.ts';
import type { MatchedTokenClass, PriceBook, PriceMatch, RatePeriod } from '../types.ts';

export type PriceRequest = {
  readonly name: string;
  readonly provider?: string | null;
  readonly route?: string | null;
  readonly region?: string | null;
  readonly serviceTier?: string | null;
  /** The day of use, or an instant: ISO in UTC. */
  readonly at: string;
  /** The day on which the question is asked, for prices that nobody has checked lately. */
  readonly today?: Day;
};

type DocumentRates = Readonly<Record<MatchedTokenClass, number | null>>;

/** What `tokenwright price --json` prints for one name. */
export type PriceDocument = {
  readonly name: string;
  readonly status: PriceMatch['status'];
  readonly model: string | null;
  readonly provider: string | null;
  readonly route: string | null;
  readonly region: string | null;
  readonly serviceTier: string;
  readonly tokenClass: MatchedTokenClass | null;
  readonly date: string;
  readonly usdPerMtok: DocumentRates;
  /** The dearer and the cheaper hours of a price with a clock; null where the hour does not matter. */
  readonly offPeakUsdPerMtok: DocumentRates | null;
  readonly longContext: { readonly aboveTokens: number; readonly usdPerMtok: DocumentRates } | null;
  readonly source: string | null;
  readonly checkedOn: string | null;
  readonly priceBook: string;
  readonly suggestions: readonly string[];
  readonly findings: readonly Finding[];
};

const NO_RATES: DocumentRates = { input: null, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, output: null };

function tierFinding(match: PriceMatch, model: string): Finding {
  return {
    code: 'missing-rate',
    message: `No price of the tier "${match.serviceTier}" is known for ${model} at ${match.provider ?? 'its provider'}.`,
    subject: model,
  };
}

/** Why there is no price on that day: before the first, or none at all. */
function missingFinding(match: PriceMatch, periods: readonly RatePeriod[], at: string): readonly Finding[] {
  const { model } = match;
  if (model === null || match.meter !== null) return [];
  const [first] = periods;
  if (first !== undefined) {
    const since = first.from?.slice(0, 10) ?? at;
    return [
      { code: 'price-before-first-rate', message: `The first known price of ${model} is of ${since}.`, subject: model },
    ];
  }
  if (match.serviceTier !== 'standard') return [tierFinding(match, model)];
  return [{ code: 'missing-rate', message: `${model} has no price per token in the price book.`, subject: model }];
}

function priceFindings(
  match: PriceMatch,
  period: RatePeriod,
  hasClock: boolean,
  { at, today }: PriceRequest,
): readonly Finding[] {
  const subject = match.model ?? '';
  const lifecycle = lifecycleOf(subject);
  // A cloud may serve a model longer than its vendor does.
  const retiredOn = lifecycle !== null && lifecycle.provider === match.provider ? lifecycle.retiredOn : null;
  const findings: (Finding | null)[] = [
    hasClock
      ? {
          code: 'clock-price',
          message: `The price of ${subject} depends on the hour: the dearer one is shown.`,
          subject,
        }
      : null,
    period.doubt === null ? null : { code: 'unconfirmed-price', message: period.doubt, subject },
    retiredOn !== null && at.slice(0, 10) >= retiredOn
      ? { code: 'retired-model', message: `${subject} was retired on ${retiredOn}: its last price is shown.`, subject }
      : null,
    today !== undefined && isStale(period.checkedOn, today)
      ? {
          code: 'stale-price',
          message: `The price of ${subject} was last checked on ${period.checkedOn ?? 'no known day'}.`,
          subject,
        }
      : null,
    period.to !== null && period.to.slice(0, 10) > (today ?? at)
      ? {
          code: 'scheduled-price-change',
          message: `The price of ${subject} changes on ${period.to.slice(0, 10)}.`,
          subject,
        }
      : null,
  ];
  return findings.filter((finding) => finding !== null);
}

/**
 * A row whose date cannot be read: what its name is, without a price, and with a finding. One slip in a table of
 * thousands must not cost the other rows.
 */
export function undatedDocument(book: PriceBook, request: PriceRequest, badDate: string): PriceDocument {
  const document = priceDocument(book, request);
  const message = `"${badDate}" is not a date as 2026-07-24, so no price is shown.`;
  return {
    ...document,
    date: badDate,
    usdPerMtok: NO_RATES,
    offPeakUsdPerMtok: null,
    longContext: null,
    source: null,
    checkedOn: null,
    findings: [{ code: 'unreadable-date', message, subject: request.name }, ...document.findings.filter(isOfName)],
  };
}

/** True for what concerns the name and not the day. */
const isOfName = ({ code }: Finding): boolean => code === 'unpriced-model' || code === 'assumed-match';

/** What a name is and what it costs on the day of the request. */
export type PriceOn = {
  readonly match: PriceMatch;
  readonly periods: readonly RatePeriod[];
  /** The rates that apply to the line: long context where the name says so, the dearer hours of a clock. */
  readonly period: RatePeriod | null;
  /** The cheaper hours of a price with a clock. */
  readonly cheaper: RatePeriod | null;
  readonly longPeriod: RatePeriod | null;
};

/** Matches a name and chooses among its rate periods those of one day or instant. */
export function priceOn(book: PriceBook, request: PriceRequest): PriceOn {
  const match = book.match({
    name: request.name,
    provider: request.provider ?? null,
    route: request.route ?? null,
    region: request.region ?? null,
    serviceTier: request.serviceTier ?? null,
  });
  const periods = book.rates(match);
  const { base, long } = byThreshold(periodsAt(periods, request.at));
  const candidates = match.contextBand === 'long' && long.length > 0 ? long : base;
  const period = dearestPeriod(candidates);
  const cheaper = candidates.find((candidate) => candidate !== period) ?? null;
  return { match, periods, period, cheaper, longPeriod: dearestPeriod(long) };
}

/**
 * One price as the command line prints it. A day without a time means the whole day; where the price depends on the hour
 * the dearer one is shown, with a finding. A line that says it is long context has its long-context rates in `usdPerMtok`.
 *
 * Example: `gpt 4.1 nano cached Inp glbl Tokens` on 2026-07-24 is exactly gpt-4.1-nano on Azure, global, cached input at
 * 0.025 USD per million tokens.
 */
export function priceDocument(book: PriceBook, request: PriceRequest): PriceDocument {
  const { name, at } = request;
  const { match, periods, period, cheaper, longPeriod } = priceOn(book, request);
  const findings =
    period === null ? missingFinding(match, periods, at) : priceFindings(match, period, cheaper !== null, request);
  return {
    name,
    status: match.status === 'exact' && period !== null && period.doubt !== null ? 'assumed' : match.status,
    model: match.model,
    provider: match.provider,
    route: match.route,
    region: match.region,
    serviceTier: match.serviceTier,
    tokenClass: match.tokenClass,
    date: at.slice(0, 10),
    usdPerMtok: period?.listed ?? NO_RATES,
    offPeakUsdPerMtok: cheaper?.listed ?? null,
    longContext: longPeriod === null ? null : { aboveTokens: longPeriod.aboveTokens, usdPerMtok: longPeriod.listed },
    source: period?.source ?? null,
    checkedOn: period?.checkedOn ?? null,
    priceBook: book.version,
    suggestions: match.suggestions,
    findings: [...match.findings, ...findings],
  };
}
