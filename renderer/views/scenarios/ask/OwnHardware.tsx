import { useMemo, useState, type ReactElement } from 'react';
import { findDefault } from '../../../../shared/catalog/levers/defaults.ts';
import { FLEET_SETTINGS, fleetDefault, selfHosting, type FleetSetting } from '../../../../shared/plan/ownHardware.ts';
import type { PlanResults, ScenarioOutcome } from '../../../../shared/plan/results.ts';
import { cents, compact, percent, ratePerMtok } from '../../../../shared/units/format.ts';
import { TOKENS_PER_MTOK } from '../../../../shared/units/quantities.ts';
import { TOKEN_CLASSES } from '../../../../shared/units/tokenClasses.ts';
import { fleetCurve } from '../../../charts/figures/fleetCurve.ts';
import { AmountField } from '../../../components/AmountField.tsx';
import { useWorkbench } from '../../../state/useStore.tsx';
import { ChartCard } from '../../chart/ChartCard.tsx';
import { amountText } from '../amountText.ts';

const HEIGHT_PX = 260;
const KIND = 'self-hosting';
const FIELDS: Readonly<Record<FleetSetting, { readonly label: string; readonly unit: string; readonly step: number }>> =
  {
    gpuUsdPerHour: { label: 'A GPU costs', unit: 'USD an hour', step: 0.1 },
    tokensPerSecondPerGpu: { label: 'A GPU serves', unit: 'tokens a second', step: 50 },
    overhead: { label: 'On top of the GPUs', unit: '', step: 0.01 },
    peopleUsdPerMonth: { label: 'People', unit: 'USD a month', step: 500 },
  };

/** From how many tokens a month own GPUs are cheaper than payment by use, and how busy they must be. */
export function OwnHardware(props: { readonly results: PlanResults; readonly outcome: ScenarioOutcome }): ReactElement {
  const usdPerMtok = props.outcome.months.at(-1)?.unitCosts.find(({ unit }) => unit === 'million-tokens')?.usd ?? null;
  return usdPerMtok === null ? (
    <p className="muted">
      What a million tokens costs in the plan’s last month is not known, so own hardware cannot be held against it. Give
      the models without a price one in the Models view.
    </p>
  ) : (
    <Fleet {...props} plannedUsdPerMtok={usdPerMtok} />
  );
}

function Fleet(props: {
  readonly results: PlanResults;
  readonly outcome: ScenarioOutcome;
  /** Running cost of the plan's last month over the tokens that have a price. */
  readonly plannedUsdPerMtok: number;
}): ReactElement {
  const { results, outcome, plannedUsdPerMtok } = props;
  const inspect = useWorkbench((state) => state.inspect);
  const [price, setPrice] = useState<number | null>(null);
  const [gpus, setGpus] = useState<number | null>(null);
  const [given, setGiven] = useState<Partial<Record<FleetSetting, number>>>({});
  const plannedMtok = useMemo(() => lastMonthMtok(outcome), [outcome]);
  const apiUsdPerMtok = price ?? plannedUsdPerMtok;
  const answer = useMemo(
    () => selfHosting({ apiUsdPerMtok, ...(gpus === null ? {} : { gpus }), ...given }),
    [apiUsdPerMtok, gpus, given],
  );
  const figure = useMemo(() => fleetCurve(answer, apiUsdPerMtok), [answer, apiUsdPerMtok]);
  const load = plannedMtok / answer.capacityMtok;
  const open = (): void => {
    inspect({
      title: 'Own hardware',
      value: answer.breakEvenMtok === null ? 'never pays' : `${compact(answer.breakEvenMtok * TOKENS_PER_MTOK)} tokens`,
      formula:
        'GPUs times their price for 730 hours, plus what comes on top, plus people: what a month costs, idle or not. Over the price by use it is the number of tokens from which own hardware is cheaper; over the capacity, how busy it must be.',
      lines: [
        { label: 'GPUs', value: String(answer.gpus) },
        { label: 'A month, USD', value: cents(answer.usdPerMonth) },
        { label: 'Served at full load, tokens a month', value: compact(answer.capacityMtok * TOKENS_PER_MTOK) },
        {
          label: 'Price by use, USD per 1 M tokens',
          value: ratePerMtok(apiUsdPerMtok),
          source: price === null ? `${outcome.name}, last month of the plan, all models` : 'Set by you',
        },
        { label: 'Pays from a use of', value: percent(answer.breakEvenUtilisation) },
        { label: 'All tokens of the last month', value: compact(plannedMtok * TOKENS_PER_MTOK) },
        ...FLEET_SETTINGS.map((key) => ({
          label: FIELDS[key].label,
          value: `${String(given[key] ?? fleetDefault(key))} ${FIELDS[key].unit}`,
          source: given[key] === undefined ? sourceOf(key) : 'Set by you',
        })),
        { label: 'Prices', value: results.priceBookVersion },
      ],
      findings: outcome.findings,
      rows: null,
    });
  };
  return (
    <ChartCard title="Own hardware against payment by use" figure={figure} heightPx={HEIGHT_PX}>
      <div className="way__fields">
        <AmountField
          label="Price by use"
          help="What a million tokens costs from the provider."
          value={apiUsdPerMtok}
          show={(amount) => (typeof amount === 'number' ? ratePerMtok(amount) : '')}
          unit="USD per 1 M tokens"
          step={0.1}
          mayRange={false}
          source={price === null ? 'All models, last month of the plan' : 'Set by you'}
          onCommit={(amount) => {
            if (typeof amount !== 'number' || amount < 0) return 'A price is a number from 0 on.';
            setPrice(amount);
            return null;
          }}
        />
        <AmountField
          label="GPUs"
          help="One that serves, and what redundancy asks for."
          value={answer.gpus}
          show={(amount) => (typeof amount === 'number' ? String(amount) : '')}
          step={1}
          mayRange={false}
          source={gpus === null ? sourceOf('redundancy') : 'Set by you'}
          onCommit={(amount) => {
            if (typeof amount !== 'number' || amount < 1 || !Number.isInteger(amount))
              return 'A whole number from 1 on.';
            setGpus(amount);
            return null;
          }}
        />
        {FLEET_SETTINGS.map((key) => (
          <AmountField
            key={key}
            label={FIELDS[key].label}
            help={findDefault(KIND, key)?.note ?? ''}
            value={given[key] ?? fleetDefault(key)}
            show={(amount) =>
              key === 'overhead'
                ? amountText(amount, 'share')
                : typeof amount === 'number'
                  ? amount.toLocaleString('en-US', { maximumFractionDigits: 2 })
                  : ''
            }
            unit={FIELDS[key].unit}
            step={FIELDS[key].step}
            mayRange={false}
            source={given[key] === undefined ? sourceOf(key) : 'Set by you'}
            onCommit={(amount) => {
              if (typeof amount !== 'number' || amount < 0) return 'This is a number from 0 on.';
              setGiven({ ...given, [key]: amount });
              return null;
            }}
          />
        ))}
      </div>
      <p aria-live="polite">
        <button type="button" className="door" onClick={open}>
          <strong>{answer.sentence}</strong>
        </button>{' '}
        All tokens of the plan’s last month would keep them {percent(load, 0)} busy.
      </p>
    </ChartCard>
  );
}

const sourceOf = (key: FleetSetting | 'redundancy'): string => {
  const row = findDefault(KIND, key);
  return row === undefined ? '' : `${row.source}, ${row.date}`;
};

/** Tokens of a scenario's last month, in millions. */
function lastMonthMtok({ months }: ScenarioOutcome): number {
  const tokens = months.at(-1)?.tokens;
  return tokens === undefined ? 0 : TOKEN_CLASSES.reduce((sum, name) => sum + tokens[name], 0) / TOKENS_PER_MTOK;
}
