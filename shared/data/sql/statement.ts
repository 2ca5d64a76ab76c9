/** A value DuckDB receives as a parameter. Timestamps go as text and are cast in the statement. */
export type Parameter = string | number | boolean | null;

declare const checked: unique symbol;

/** SQL text with its parameters. Only the functions of this file make one, so no user text reaches the text part. */
export type Sql = { readonly text: string; readonly parameters: readonly Parameter[]; readonly [checked]: true };

const make = (text: string, parameters: readonly Parameter[]): Sql => ({ text, parameters }) as Sql;

/** Joins text and parts. A plain string as a part does not compile: use `value`, `identifier` or `integer`. */
export function sql(strings: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  return make(
    strings.reduce((text, string, index) => text + (parts[index - 1]?.text ?? '') + string),
    parts.flatMap((part) => part.parameters),
  );
}

export const value = (parameter: Parameter): Sql => make('?', [parameter]);

/** A quoted name; quotes inside are doubled, always. */
export const identifier = (name: string): Sql => make(`"${name.replaceAll('"', '""')}"`, []);

/** A whole number written into the text, for statements that DuckDB can only cancel without parameters. */
export function integer(number: number): Sql {
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a whole number: ${String(number)}`);
  return make(String(number), []);
}

/** A quoted text constant of our own (a virtual file name, a code); never for text that a user or a file gave. */
export function constant(text: string): Sql {
  if (!/^[\w .,:;/()<>≤%+|-]*$/u.test(text)) throw new RangeError(`not a plain constant: ${text}`);
  return make(`'${text}'`, []);
}

/** Text of a user or a file as a constant, letter by letter by their codes, for statements that can only be cancelled without parameters. */
export const spelled = (text: string): Sql =>
  text === ''
    ? make("''", [])
    : make(Array.from(text, (letter) => `chr(${String(letter.codePointAt(0) ?? 0)})`).join(' || '), []);

/** One control or quote character as a text constant, for the options of `read_csv`. */
export function character(char: string): Sql {
  if (char.length !== 1) throw new RangeError('one character expected');
  return make(char === "'" ? `''''` : `'${char}'`, []);
}

export const nothing: Sql = make('', []);

/** Joins parts with a separator of our own. */
export function join(parts: readonly Sql[], separator = ', '): Sql {
  return make(
    parts.map((part) => part.text).join(separator),
    parts.flatMap((part) => part.parameters),
  );
}

/** Trusted text of a column type or of a keyword, from the constants of this layer. */
export const keyword = (text: string): Sql => {
  if (!/^[A-Z0-9_(), ]+$/.test(text)) throw new RangeError(`not a keyword: ${text}`);
  return make(text, []);
};
