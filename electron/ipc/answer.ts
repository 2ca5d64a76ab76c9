import { CHANNELS, type Channel } from '../../shared/ipc/channels.ts';
import { contract, type Answer, type Handlers } from '../../shared/ipc/contract.ts';

/** A failure the page may show: what happened and what to do. Anything else is reported as internal. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: string;
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

export const isChannel = (name: string): name is Channel => (CHANNELS as readonly string[]).includes(name);

/** Checks a message from the page against the contract and answers it. Never throws. */
export async function answer(
  handlers: Handlers,
  channel: Channel,
  request: unknown,
  report: (error: unknown) => void,
): Promise<Answer> {
  const parsed = contract[channel].request.safeParse(request);
  if (!parsed.success) {
    return {
      ok: false,
      error: { code: 'bad-request', message: `${channel}: ${parsed.error.issues[0]?.message ?? ''}` },
    };
  }
  try {
    // The schema of this very channel has just accepted the request; TypeScript cannot pair the two unions.
    const handler = handlers[channel] as (request: unknown) => Promise<unknown>;
    return { ok: true, value: await handler(parsed.data) };
  } catch (error) {
    if (error instanceof HostError) return { ok: false, error: { code: error.code, message: error.message } };
    report(error);
    return { ok: false, error: { code: 'internal', message: 'The workbench could not do that. Nothing was changed.' } };
  }
}
