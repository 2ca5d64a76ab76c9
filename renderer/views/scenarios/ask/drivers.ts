import { fillDefaults } from '../../../../shared/catalog/levers/defaults.ts';
import type { NumberParameter } from '../../../../shared/engine/levers/descriptors.ts';
import { leverDefinition } from '../../../../shared/engine/levers/registry.ts';
import { centralValue } from '../../../../shared/engine/parameters.ts';
import { describeScope, formatParameter } from '../../../../shared/engine/sentences.ts';
import type { Scenario } from '../../../../shared/engine/types.ts';
import type { Driver } from '../../../../shared/simulate/drivers.ts';
import { percent } from '../../../../shared/units/format.ts';

/** A number that a question turns, as people choose it. */
export type DriverChoice = {
  readonly id: string;
  readonly label: string;
  readonly driver: Driver;
  readonly isShare: boolean;
  /** Where it stands now, and from where to where a map goes at first. */
  readonly now: number;
  readonly from: number;
  readonly to: number;
  readonly show: (value: number) => string;
};

export type SettingChoice = DriverChoice & {
  readonly driver: Extract<Driver, { readonly kind: 'setting' }>;
  readonly descriptor: NumberParameter;
};

/** The numbers of the levers that act. */
export const settingsOf = (scenario: Scenario): readonly SettingChoice[] =>
  scenario.levers
    .filter(({ isEnabled }) => isEnabled)
    .map((lever) => fillDefaults(lever))
    .flatMap((lever) => {
      const definition = leverDefinition(lever.kind);
      return Object.entries(definition?.parameters ?? {}).flatMap(([key, descriptor]): SettingChoice[] => {
        if (descriptor.kind !== 'number') return [];
        const now = centralValue(lever.parameters[key], descriptor);
        const isShare = descriptor.unit === 'share' && descriptor.max <= 1;
        return [
          {
            id: `${lever.id} ${key}`,
            label: `${definition?.title ?? lever.kind} (${describeScope(lever.scope)}): ${descriptor.label.toLowerCase()}`,
            driver: { kind: 'setting', leverId: lever.id, key },
            descriptor,
            isShare,
            now,
            from: isShare ? descriptor.min : Math.max(descriptor.min, now === 0 ? 0 : Math.min(0, now * 2)),
            to: isShare ? descriptor.max : Math.min(descriptor.max, now === 0 ? 1 : Math.abs(now) * 2),
            show: (value) => formatParameter(value, descriptor),
          },
        ];
      });
    });

/** Where the line of a map meets nothing to the last bit, it is nothing. */
const VISIBLE = 0.0005;

function aYear(value: number): string {
  if (Math.abs(value) < VISIBLE) return 'no change';
  return `${value > 0 ? '+' : '−'}${percent(Math.abs(value))} a year`;
}

/** 24 times the tokens of 2026 by 2030: (24)^(1/4) - 1 = +121 % a year; a price fall of 54.8 % a year cancels it. */
const YEARS = 4;
export const GROWTH_24X = 24 ** (1 / YEARS) - 1;
export const CANCELS_24X = 24 ** (-1 / YEARS) - 1;

/** Growth and prices of everything, on top of the scenario. */
export const GROWTH: DriverChoice = {
  id: 'growth',
  label: 'Growth of all tokens',
  driver: { kind: 'growth' },
  isShare: true,
  now: 0,
  from: 0,
  to: 1.5,
  show: aYear,
};
export const PRICE: DriverChoice = {
  id: 'price',
  label: 'Change of all prices',
  driver: { kind: 'price' },
  isShare: true,
  now: 0,
  from: -0.8,
  to: 0,
  show: aYear,
};
