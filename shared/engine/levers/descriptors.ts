/** What a number counts; it decides how the field is formatted and read. */
export type ParameterUnit =
  | 'share'
  | 'factor'
  | 'usd'
  | 'usd-per-month'
  | 'usd-per-hour'
  | 'usd-per-request'
  | 'usd-per-mtok'
  | 'usd-per-mtok-hour'
  | 'mtok'
  | 'mtok-per-month'
  | 'tokens'
  | 'tokens-per-second'
  | 'months'
  | 'days'
  | 'hours'
  | 'count';

type Described = {
  /** Name of the field in plain words. */
  readonly label: string;
  /** One sentence: what it means and what raises or lowers the cost. */
  readonly help: string;
};

export type NumberParameter = Described & {
  readonly kind: 'number';
  readonly unit: ParameterUnit;
  readonly min: number;
  readonly max: number;
  /** The value at which this parameter does nothing: what it is when a chance event does not happen. */
  readonly neutral: number;
  /** The value when it is left out; `neutral` for most, all of the traffic for a share that is rarely less. */
  readonly absent: number;
  /** Whether it may be a range or a chance event. */
  readonly mayRange: boolean;
  /** Whether the catalogue has a sourced row that fills it in. */
  readonly hasDefault: boolean;
};

export type ModelParameter = Described & { readonly kind: 'model' };

export type ChoiceParameter<Option extends string = string> = Described & {
  readonly kind: 'choice';
  /** The first one holds when the parameter is left out. */
  readonly options: readonly { readonly value: Option; readonly label: string }[];
};

export type ParameterDescriptor = NumberParameter | ModelParameter | ChoiceParameter;
export type ParameterDescriptors = Readonly<Record<string, ParameterDescriptor>>;

type ValueOf<Descriptor> = Descriptor extends NumberParameter
  ? number
  : Descriptor extends ChoiceParameter<infer Option>
    ? Option
    : string;

/** The plain values an operator reads, by parameter key. */
export type Values<Descriptors extends ParameterDescriptors> = {
  readonly [Key in keyof Descriptors]: ValueOf<Descriptors[Key]>;
};

type Options = Partial<Pick<NumberParameter, 'min' | 'max' | 'neutral' | 'absent' | 'mayRange' | 'hasDefault'>>;

const number = (unit: ParameterUnit, label: string, help: string, options: Options): NumberParameter => ({
  kind: 'number',
  unit,
  label,
  help,
  min: 0,
  max: Number.MAX_SAFE_INTEGER,
  neutral: 0,
  absent: options.neutral ?? 0,
  mayRange: true,
  hasDefault: false,
  ...options,
});

/** A part of a whole, 0 to 1. */
export const share = (label: string, help: string, options: Options = {}): NumberParameter =>
  number('share', label, help, { max: 1, ...options });

/** A multiplier; 1 does nothing. */
export const factor = (label: string, help: string, options: Options = {}): NumberParameter =>
  number('factor', label, help, { neutral: 1, ...options });

/** A number with a unit; 0 does nothing unless told otherwise. */
export const quantity = (unit: ParameterUnit, label: string, help: string, options: Options = {}): NumberParameter =>
  number(unit, label, help, options);

/** A whole number of months that is planned, not uncertain. */
export const months = (label: string, help: string, options: Options = {}): NumberParameter =>
  number('months', label, help, { max: 600, mayRange: false, ...options });

/** The key of a model in the price book. */
export const model = (label: string, help: string): ModelParameter => ({ kind: 'model', label, help });

/** One of a few named ways, value -> label; the first is used when none is given. */
export const choice = <Labels extends Readonly<Record<string, string>>>(
  label: string,
  help: string,
  labels: Labels,
): ChoiceParameter<keyof Labels & string> => ({
  kind: 'choice',
  label,
  help,
  // Object.entries forgets the key type.
  options: Object.entries(labels).map(([value, text]) => ({ value: value, label: text })),
});

/** How much of the answers stays as good as today, 1 when nothing is lost. */
export const qualityKept = (options: Options = {}): NumberParameter =>
  share('Quality kept', 'Share of the answers that stay as good as today, by your own evaluation.', {
    neutral: 1,
    ...options,
  });
