import { strFromU8, unzipSync } from 'fflate';

/** An Office file as its parts, read without any of the code that wrote it. */
export type Package = ReadonlyMap<string, Uint8Array>;

export const openPackage = (bytes: Uint8Array): Package => new Map(Object.entries(unzipSync(bytes)));

export const textOf = (parts: Package, path: string): string => {
  const bytes = parts.get(path);
  if (bytes === undefined) throw new Error(`there is no ${path}`);
  return strFromU8(bytes);
};

const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** What stands between every `<name ...>` and its end. */
export const contents = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*[^/])?>(.*?)</${name}>`, 'gs'))].map((match) => match[1] ?? '');

const attribute = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';

/** True where every opened element is closed, in order. */
export function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [tag, slash, name, rest] of xml.matchAll(/<(\/?)([\w:]+)([^>]*)>/g)) {
    if (slash === '/') {
      if (open.pop() !== name) return false;
    } else if (rest?.endsWith('/') !== true && !tag.startsWith('<?')) open.push(name ?? '');
  }
  const outside = xml.replaceAll(/<[^>]*>/g, '');
  return open.length === 0 && !/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(outside);
}

/** Relationships whose target is missing, as `source -> target`. */
export function danglingRelationships(parts: Package): string[] {
  return [...parts.keys()]
    .filter((path) => path.endsWith('.rels'))
    .flatMap((path) => {
      const folder = path.replace(/_rels\/[^/]*$/, '');
      return [...textOf(parts, path).matchAll(/<Relationship [^>]*>/g)]
        .filter(([tag]) => attribute(tag, 'TargetMode') !== 'External')
        .map(([tag]) => attribute(tag, 'Target'))
        .filter((target) => !parts.has(new URL(target, `file:///${folder}`).pathname.slice(1)))
        .map((target) => `${path} -> ${target}`);
    });
}

/** Parts without a content type, and content types without a part. */
export function contentTypeGaps(parts: Package): string[] {
  const xml = textOf(parts, '[Content_Types].xml');
  const defaults = new Set([...xml.matchAll(/<Default [^>]*>/g)].map(([tag]) => attribute(tag, 'Extension')));
  const overrides = [...xml.matchAll(/<Override [^>]*>/g)].map(([tag]) => attribute(tag, 'PartName').slice(1));
  const untyped = [...parts.keys()].filter(
    (path) => !overrides.includes(path) && !defaults.has(path.split('.').at(-1) ?? ''),
  );
  // A part of the presentation that is only known as `xml` is not known at all.
  const vague = [...parts.keys()].filter(
    (path) => path.endsWith('.xml') && path !== '[Content_Types].xml' && !overrides.includes(path),
  );
  return [...untyped, ...vague, ...overrides.filter((path) => !parts.has(path)).map((path) => `missing ${path}`)];
}

export type ReadSeries = { readonly name: string; readonly values: readonly (number | null)[] };

const cached = (xml: string): (string | null)[] => {
  const length = Number(/<c:ptCount val="(\d+)"/.exec(xml)?.[1] ?? 0);
  const points = new Map(
    [...xml.matchAll(/<c:pt idx="(\d+)"><c:v>(.*?)<\/c:v>/g)].map(([, index, value]) => [Number(index), value ?? '']),
  );
  return Array.from({ length }, (_, index) => {
    const value = points.get(index);
    return value === undefined ? null : decode(value);
  });
};

/** Series of a chart from its cache; of points their vertical values. */
export const chartSeries = (xml: string): ReadSeries[] =>
  contents(xml, 'c:ser').map((series) => ({
    name: cached(contents(series, 'c:tx')[0] ?? '')[0] ?? '',
    values: cached(contents(series, 'c:val')[0] ?? contents(series, 'c:yVal')[0] ?? '').map((value) =>
      value === null ? null : Number(value),
    ),
  }));

/** Every range a chart refers to, with what its cache says of it. */
export const chartReferences = (xml: string): { range: string; values: (string | null)[] }[] =>
  ['c:strRef', 'c:numRef'].flatMap((name) =>
    contents(xml, name).map((reference) => ({
      range: contents(reference, 'c:f')[0] ?? '',
      values: cached(reference),
    })),
  );

/** Cells of a sheet by their reference; every cell as text. */
export const sheetCells = (xml: string): Map<string, string> =>
  new Map(
    [...xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*>(.*?)<\/c>/gs)].map(([, reference, inside]) => [
      reference ?? '',
      decode(contents(inside ?? '', 'v')[0] ?? contents(inside ?? '', 't')[0] ?? ''),
    ]),
  );

/** The cells of `Sheet1!$B$2:$B$4`, a column; null where a cell is empty. */
export function rangeCells(cells: ReadonlyMap<string, string>, range: string): (string | null)[] {
  const [, column, first, last] = /^Sheet1!\$([A-Z]+)\$(\d+)(?::\$[A-Z]+\$(\d+))?$/.exec(range) ?? [];
  const length = Number(last ?? first) - Number(first) + 1;
  return Array.from({ length }, (_, index) => cells.get(`${column ?? ''}${String(Number(first) + index)}`) ?? null);
}

/** Tables of a slide, cell by cell. */
export const slideTables = (xml: string): string[][][] =>
  contents(xml, 'a:tbl').map((table) =>
    contents(table, 'a:tr').map((row) =>
      contents(row, 'a:tc').map((cell) => contents(cell, 'a:t').map(decode).join('')),
    ),
  );

/** All words of a slide. */
export const slideText = (xml: string): string => contents(xml, 'a:t').map(decode).join('\n');

export const numberOf = (text: string): number => Number(text.replaceAll(/[,\s\u00a0\u202f]/g, ''));
