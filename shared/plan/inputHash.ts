/** SHA-256 of any plain data, in hexadecimal: equal inputs give equal results, and a deck can say which ones it shows. */
export async function inputHash(input: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(input));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
