/** A failure that the host reports: `code` for the program, `message` for the user. */
export class HostFailure extends Error {
  override readonly name = 'HostFailure';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
