import { count } from '../../shared/units/format.ts';
import { verifyProject, type Verification } from '../files/verifyProject.ts';
import { UsageError, type CommandContext } from './context.ts';

/** `tokenwright verify`: whether a project is what its record says. 1 when it is not. */
export async function verifyCommand(
  settings: { readonly project: string; readonly isJson: boolean },
  context: CommandContext,
): Promise<number> {
  let verification: Verification;
  try {
    verification = await verifyProject(settings.project);
  } catch (error) {
    throw new UsageError(`${settings.project}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (settings.isJson) context.print(JSON.stringify(verification));
  else for (const line of sentences(verification)) context.print(line);
  return verification.isValid ? 0 : 1;
}

function sentences({ chain, document, data }: Verification): readonly string[] {
  return [
    chain.broken === null
      ? `The record holds: ${count(chain.entries)} entries, each follows from the one before. Head ${chain.head ?? 'none'}.`
      : `The record is broken at entry ${count(chain.broken.entry)}: ${chain.broken.reason}.`,
    document.isRecorded ? 'The plan is the one of the record.' : 'The plan is not the one of the record.',
    data === null
      ? 'There are no rows.'
      : `The rows are ${data.isRecorded ? '' : 'not '}those of the record. SHA-256 ${data.sha256}.`,
  ];
}
