import { parseArgs } from 'node:util';
import { anomaliesCommand } from './anomaliesCommand.ts';
import { bridgeCommand } from './bridgeCommand.ts';
import { compareCommand } from './compareCommand.ts';
import { UsageError, type CommandContext } from './context.ts';
import { deckCommand } from './deckCommand.ts';
import { forecastCommand } from './forecastCommand.ts';
import { importCommand } from './importCommand.ts';
import { DEFAULT_SEED } from './planFile.ts';
import { priceCommand } from './priceCommand.ts';
import { planTargetCommand } from './planCommand.ts';
import { runPlanCommand } from './runCommand.ts';
import { serveCommand } from './serveCommand.ts';
import { verifyCommand } from './verifyCommand.ts';

const USAGE = `Usage: tokenwright COMMAND ...

  import FILE|FOLDER... [--format ID] [--mapping M.json] [--source-timezone Z] [--reporting-timezone Z] [--strict]
        read exports: what they were recognised as, what was kept, the totals
  price NAME [--provider P] [--at DATE]      the price of a model name as exports write it
  price --names FILE.csv                     the same for each row (raw_name, provider, date)
  compare MODEL MODEL... [--mix in:out]      prices, published results, the cost of a success
  forecast FILE.csv --horizon N [--level 80,95]
        carry every series of a file with the columns series,ds,y on
  anomalies FILE.csv                         spikes, dips and new levels in such a file
  run PLAN.json [--seed N]                   the scenarios of a plan, month by month
  deck PLAN.json --out F.pptx|.xlsx [--seed N]
        the deck of a plan; --out may be given more than once
  plan PLAN.json --target TARGET [--scenario NAME] [--own-levers] [--seed N]
        the cheapest levers that keep a target, such as "FY2027 < 4.0M @ P80, quality >= 95%, effort <= 30"
        (tokenwright plan without --target explains targets)
  bridge PLAN.json --from COST --to COST [--scope team=Support] [--currency EUR]
        why one cost becomes another; COST is past:2026-10, past:2026-07..2026-09, actual, scenario:ID,
        scenario:ID@2027-01..2027-06 or budget:ID; --scope may be given more than once
  verify PROJECT                             whether a project is what its record says
  serve [--port N] [--no-open]               open the workbench in a browser of this machine

  --json prints one JSON document on stdout; messages go to stderr.
  Exit codes: 0 done, 1 a file was refused, 2 wrong use.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

type Command = (words: readonly string[], context: CommandContext) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  import: (words, context) => {
    const { values, positionals } = parse(words, {
      format: text,
      mapping: text,
      'source-timezone': text,
      'reporting-timezone': text,
      strict: flag,
      json: flag,
    });
    if (positionals.length === 0) throw new UsageError('import needs at least one file.');
    return importCommand(
      {
        files: positionals,
        format: values.format ?? null,
        mapping: values.mapping ?? null,
        sourceTimeZone: values['source-timezone'] ?? null,
        reportingTimeZone: values['reporting-timezone'] ?? null,
        isStrict: values.strict === true,
        isJson: values.json === true,
      },
      context,
    );
  },
  price: (words, context) => {
    const { values, positionals } = parse(words, { provider: text, at: text, names: text, json: flag });
    return priceCommand(
      {
        name: positionals.length === 0 ? null : positionals.join(' '),
        names: values.names ?? null,
        provider: values.provider ?? null,
        at: values.at ?? null,
        isJson: values.json === true,
      },
      context,
    );
  },
  compare: (words, context) => {
    const { values, positionals } = parse(words, { mix: text, json: flag });
    return compareCommand({ models: positionals, mix: values.mix ?? null, isJson: values.json === true }, context);
  },
  forecast: (words, context) => {
    const { values, positionals } = parse(words, { horizon: text, level: text, json: flag });
    if (values.horizon === undefined) throw new UsageError('forecast needs --horizon N.');
    return forecastCommand(
      {
        file: onlyFile('forecast', positionals),
        horizon: wholeNumber('--horizon', values.horizon),
        level: values.level ?? null,
        isJson: values.json === true,
      },
      context,
    );
  },
  anomalies: (words, context) => {
    const { values, positionals } = parse(words, { json: flag });
    return anomaliesCommand({ file: onlyFile('anomalies', positionals), isJson: values.json === true }, context);
  },
  run: (words, context) => {
    const { values, positionals } = parse(words, { seed: text, json: flag });
    const seed = values.seed === undefined ? DEFAULT_SEED : wholeNumber('--seed', values.seed);
    return runPlanCommand({ plan: onlyFile('run', positionals), seed, isJson: values.json === true }, context);
  },
  deck: (words, context) => {
    const { values, positionals } = parse(words, { out: { type: 'string', multiple: true }, seed: text, json: flag });
    if (values.out === undefined) throw new UsageError('deck needs --out F.pptx or --out F.xlsx.');
    const seed = values.seed === undefined ? DEFAULT_SEED : wholeNumber('--seed', values.seed);
    return deckCommand(
      { plan: onlyFile('deck', positionals), out: values.out, seed, isJson: values.json === true },
      context,
    );
  },
  plan: (words, context) => {
    const { values, positionals } = parse(words, {
      target: text,
      scenario: text,
      'own-levers': flag,
      seed: text,
      json: flag,
    });
    return planTargetCommand(
      {
        plan: onlyFile('plan', positionals),
        target: values.target ?? null,
        scenario: values.scenario ?? null,
        seed: values.seed === undefined ? DEFAULT_SEED : wholeNumber('--seed', values.seed),
        usesOwnLeversOnly: values['own-levers'] === true,
        isJson: values.json === true,
      },
      context,
    );
  },
  bridge: (words, context) => {
    const { values, positionals } = parse(words, {
      from: text,
      to: text,
      scope: { type: 'string', multiple: true },
      currency: text,
      json: flag,
    });
    return bridgeCommand(
      {
        plan: onlyFile('bridge', positionals),
        from: values.from ?? null,
        to: values.to ?? null,
        scope: values.scope ?? [],
        currency: values.currency ?? null,
        isJson: values.json === true,
      },
      context,
    );
  },
  verify: (words, context) => {
    const { values, positionals } = parse(words, { json: flag });
    return verifyCommand({ project: onlyFile('verify', positionals), isJson: values.json === true }, context);
  },
  serve: (words, context) => {
    const { values } = parse(words, { port: text, 'no-open': flag });
    const port = values.port === undefined ? null : wholeNumber('--port', values.port);
    return serveCommand({ port, opensBrowser: values['no-open'] !== true }, context);
  },
};

/** Reads the words of a command line and runs the command they name. Throws `UsageError`. */
export async function runCommand(words: readonly string[], context: CommandContext): Promise<number> {
  const [name = '', ...rest] = words;
  if (name === 'help' || name === '--help') {
    context.print(USAGE);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new UsageError(name === '' ? USAGE : `There is no command "${name}".\n\n${USAGE}`);
  return command(rest, context);
}

function parse<const Options extends NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function onlyFile(command: string, positionals: readonly string[]): string {
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new UsageError(`${command} needs exactly one file.`);
  return file;
}

function wholeNumber(name: string, given: string): number {
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new UsageError(`${name} needs a whole number, not "${given}".`);
  return number;
}
