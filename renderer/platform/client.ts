import type { Channel } from '../../shared/ipc/channels.ts';
import { answerSchema, contract, type Bridge, type Request, type Response } from '../../shared/ipc/contract.ts';
import { HostFailure } from '../../shared/ipc/hostFailure.ts';

declare global {
  // Declaration merging needs an interface here.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Window {
    /** Put there by the desktop's preload script; the serve host has none. */
    readonly workbench?: Bridge;
  }
}

async function ask(channel: Channel, request: unknown): Promise<unknown> {
  if (window.workbench !== undefined) {
    // The bridge has one function a channel; the host parses the request again.
    return (window.workbench[channel] as (request: unknown) => Promise<unknown>)(request);
  }
  const response = await fetch(`/ipc/${channel}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new HostFailure('unreachable', await response.text());
  return response.json();
}

/** Calls the host and checks its answer against the contract. Throws `HostFailure`. */
export async function callHost<C extends Channel>(channel: C, request: Request<C>): Promise<Response<C>> {
  const answer = answerSchema.parse(await ask(channel, request));
  if (!answer.ok) throw new HostFailure(answer.error.code, answer.error.message);
  // The schema of this very channel has just produced the value.
  return contract[channel].response.parse(answer.value) as Response<C>;
}
