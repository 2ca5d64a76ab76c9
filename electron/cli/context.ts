/** What a command needs from the process it runs in. */
export type CommandContext = {
  /** Folder of the product: its package.json, `dist` and `samples`. */
  readonly root: string;
  readonly version: string;
  readonly now: () => Date;
  /** One line on stdout: results only, so that `--json` stays one document. */
  readonly print: (text: string) => void;
  /** One line on stderr: everything else. */
  readonly tell: (text: string) => void;
};

/** Wrong use of the command line: exit code 2 and a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
