import type { ReactElement } from 'react';
import { Card } from '../../components/View.tsx';
import { Select, Switch } from '../../components/Controls.tsx';
import { newPrivacyKey } from '../../state/privacy.ts';
import { useWorkbench } from '../../state/useStore.tsx';
import { DimensionRules } from './DimensionRules.tsx';
import { ExchangeRates } from './ExchangeRates.tsx';

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => ({
  value: zone,
  label: zone,
}));
const MONTHS = Array.from({ length: 12 }, (_month, index) => ({
  value: String(index + 1),
  label: new Date(Date.UTC(2026, index, 1)).toLocaleDateString('en-US', { month: 'long', timeZone: 'UTC' }),
}));

/** How time, money and people are read, for the whole project. */
export function DataSettings(): ReactElement {
  const reporting = useWorkbench((state) => state.document.reporting);
  const privacy = useWorkbench((state) => state.document.privacy);
  const edit = useWorkbench((state) => state.edit);
  return (
    <Card title="Time, money and people">
      <div className="row settings-row">
        <Select
          label="Days begin in"
          isLabelShown
          value={reporting.timezone}
          options={
            ZONES.some(({ value }) => value === reporting.timezone)
              ? ZONES
              : [{ value: reporting.timezone, label: reporting.timezone }, ...ZONES]
          }
          onChange={(timezone) => {
            edit(`Report in ${timezone}`, (draft) => {
              draft.reporting.timezone = timezone;
            });
          }}
        />
        <Select
          label="The fiscal year begins in"
          isLabelShown
          value={String(reporting.fiscalYearStart)}
          options={MONTHS}
          onChange={(month) => {
            edit('Change the fiscal year', (draft) => {
              draft.reporting.fiscalYearStart = Number(month);
            });
          }}
        />
        <Switch
          label="Replace names of people while importing"
          isLabelShown
          isOn={privacy.pseudonymise}
          onChange={(pseudonymise) => {
            edit(pseudonymise ? 'Replace names of people' : 'Keep names of people', (draft) => {
              draft.privacy.pseudonymise = pseudonymise;
              if (draft.privacy.key === '') draft.privacy.key = newPrivacyKey();
            });
          }}
        />
      </div>
      <p className="muted">
        Names are replaced in files opened from now on, by the same pseudonym for the same person. Prompts and answers
        are never stored.
      </p>
      <ExchangeRates />
      <DimensionRules />
    </Card>
  );
}
