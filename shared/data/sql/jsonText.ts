import { join, spelled, sql, type Sql } from './statement.ts';

/** A text as JSON writes it. The shipped DuckDB has no JSON functions. */
export const jsonString = (text: Sql): Sql =>
  sql`'"' || replace(replace(replace(${text}, '\\', '\\\\'), '"', '\\"'), chr(10), '\\n') || '"'`;

/** A JSON object of the texts that are there; without any column NULL. */
export const objectOfTexts = (members: readonly { readonly name: string; readonly text: Sql }[]): Sql =>
  members.length === 0
    ? sql`CAST(NULL AS VARCHAR)`
    : sql`'{' || concat_ws(', ', ${join(
        members.map(
          ({ name, text }) =>
            sql`CASE WHEN ${text} <> '' THEN ${spelled(`${JSON.stringify(name)}: `)} || ${jsonString(text)} END`,
        ),
      )}) || '}'`;
