import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError, type CommandContext } from './cli/context.ts';
import { runCommand } from './cli/commands.ts';
import { packageVersion } from './packageVersion.ts';

/** The command line. Returns the exit code: 0 done, 1 something was refused, 2 wrong use. */
export async function main(words: readonly string[]): Promise<number> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
  const context: CommandContext = {
    root,
    version: packageVersion(readFileSync(join(root, 'package.json'), 'utf8')),
    now: () => new Date(),
    print: (text) => process.stdout.write(`${text}\n`),
    tell: (text) => process.stderr.write(`${text}\n`),
  };
  try {
    return await runCommand(words, context);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    context.tell(error.message);
    return 2;
  }
}
