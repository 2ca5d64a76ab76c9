import { parseArgs } from 'node:util';
import { UsageError, type CommandContext } from './context.ts';
import { serveCommand } from './serveCommand.ts';

const USAGE = `Usage: tokenwright COMMAND ...

  serve [--port N] [--no-open]
        open the workbench in a browser of this machine
`;

/** Reads the words of a command line and runs the command they name. Throws `UsageError`. */
export async function runCommand(words: readonly string[], context: CommandContext): Promise<number> {
  const [command, ...rest] = words;
  switch (command) {
    case 'serve': {
      const { values } = parse(rest, { port: { type: 'string' }, 'no-open': { type: 'boolean' } });
      return serveCommand(
        {
          port: values.port === undefined ? null : wholeNumber('--port', values.port),
          opensBrowser: values['no-open'] !== true,
        },
        context,
      );
    }
    case undefined:
    case 'help':
    case '--help':
      context.print(USAGE);
      return command === undefined ? 2 : 0;
    default:
      throw new UsageError(`There is no command "${command}".\n\n${USAGE}`);
  }
}

type OptionTypes = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

function parse<const Options extends NonNullable<OptionTypes>>(words: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new UsageError(`${name} needs a whole number, not "${text}".`);
  return number;
}
