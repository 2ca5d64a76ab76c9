import type { ReactElement } from 'react';
import type { PlanResults, ScenarioOutcome } from '../../../../shared/plan/results.ts';
import { OwnHardware } from './OwnHardware.tsx';
import { ProvisionedUnits } from './ProvisionedUnits.tsx';

/** Capacity instead of payment by use: units of a provider, and hardware of one's own. */
export const Capacity = (props: { readonly results: PlanResults; readonly outcome: ScenarioOutcome }): ReactElement => (
  <>
    <ProvisionedUnits results={props.results} />
    <OwnHardware results={props.results} outcome={props.outcome} />
  </>
);
