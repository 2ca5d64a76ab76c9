/** The content of a `data:` address. The page's policy forbids fetching one, so it is read here. */
export function dataUrlBlob(url: string): Blob {
  const comma = url.indexOf(',');
  const [type = '', encoding] = url.slice('data:'.length, comma).split(';');
  const body = url.slice(comma + 1);
  const isBase64 = encoding === 'base64';
  const content = isBase64 ? Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0)) : decodeURIComponent(body);
  return new Blob([content], { type });
}
