const KEY_BYTES = 32;

/** A secret of a project, 64 hexadecimal digits, from which its pseudonyms are made. */
export const newPrivacyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(KEY_BYTES))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
