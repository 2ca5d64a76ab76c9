import type { UsageColumn } from '../usageColumns.ts';
import { constant, identifier, sql, type Sql } from './statement.ts';

const KEY = /^[0-9a-f]{64}$/;

/** A keyed hash (nested, as in HMAC) that names a person without telling who it is. */
function pseudonym(text: Sql, key: string): Sql {
  if (!KEY.test(key)) throw new RangeError('a pseudonym needs a key of 64 hexadecimal digits');
  const secret = constant(key);
  return sql`'person-' || left(sha256(${secret} || sha256(${secret} || lower(trim(${text})))), 12)`;
}

const PERSON_WORDS = sql`user|username|user_name|user_?id|user_?email|end_?user|email|e-mail|mail|author|owner|login|created_?by`;

/**
 * Names of tags that hold a person: `user`, Portkey's `_user`, LiteLLM's `end_user`, the `userId` of Helicone's properties,
 * the `aws:createdBy` of a bill. Others (team, customer) name no person and stay.
 */
const PERSONAL_TAG = sql`'(^|[^a-z])(${PERSON_WORDS})([^a-z]|$)'`;

/** A tag without a value that names a person: `user:ann`, `ann@example.com`. */
const PERSON_AS_TAG = sql`'@|^(${PERSON_WORDS})[:=]'`;
const BEFORE_PERSON = sql`'^[A-Za-z_-]+[:=]'`;

/** The folder of a person in a path: `/home/ann/app` is `~/app`. */
const HOME = sql`'^(/home|/Users|[A-Za-z]:[\\\\/]Users)[\\\\/][^\\\\/]+'`;

/**
 * Columns that hold a person only by what people wrote into them (a key called after an address): what has an `@` is
 * replaced. A customer that an export or a mapping names as such is no person and stays, and so does one that a rule gives,
 * because rules are applied to the kept rows.
 */
const MAY_NAME_A_PERSON: readonly UsageColumn[] = [
  'account',
  'project',
  'team',
  'feature',
  'environment',
  'customer',
  'api_key',
];

/** Two spellings of one person become one name: the first one's value stays, because a MAP has no equal keys. */
function tagsWithoutPeople(key: string): Sql {
  const person = pseudonym(sql`regexp_replace(entry.key, ${BEFORE_PERSON}, '')`, key);
  const entries = sql`list_transform(map_entries(tags), lambda entry: {
    'key': CASE WHEN regexp_matches(lower(entry.key), ${PERSON_AS_TAG})
      THEN regexp_extract(entry.key, ${BEFORE_PERSON}) || ${person} ELSE entry.key END,
    'value': CASE WHEN contains(entry.value, '@')
        OR entry.value <> 'true' AND regexp_matches(lower(entry.key), ${PERSONAL_TAG})
      THEN ${pseudonym(sql`entry.value`, key)} ELSE entry.value END})`;
  return sql`map_from_entries(list_filter(${entries}, lambda kept, place:
    list_position(list_transform(${entries}, lambda other: other.key), kept.key) = place))`;
}

/**
 * A column as it may be kept: people replaced, everything else as it was.
 *
 * Where formats have people: in `user_key` (OpenAI's and Anthropic's user ids and addresses, LiteLLM's `user`, Helicone,
 * Langfuse, Portkey's `_user`, OpenRouter, Vercel, Cursor, GitHub, OTLP's `user.id`, AWS principals), which is replaced whole;
 * in a column that the importer names (`people`: LiteLLM's `end_user`, read as the customer); and in tags. DeepSeek's
 * `user_id` is the number of the paying account, and ids of keys, teams and sessions name nobody: they stay.
 */
export function pseudonymised(column: UsageColumn, key: string, people: readonly UsageColumn[] = []): Sql {
  const name = identifier(column);
  if (column === 'user_key' || people.includes(column)) {
    return sql`CASE WHEN ${name} IS NOT NULL THEN ${pseudonym(name, key)} END AS ${name}`;
  }
  if (column === 'tags') {
    return sql`CASE WHEN tags IS NOT NULL THEN ${tagsWithoutPeople(key)} END AS tags`;
  }
  if (!MAY_NAME_A_PERSON.includes(column)) return name;
  // Claude Code names the key that it makes after its user: `claude_code_key_ann.smith_abcd`.
  const isPerson = column === 'api_key' ? sql` OR starts_with(api_key, 'claude_code_key_')` : sql``;
  return sql`CASE WHEN contains(${name}, '@')${isPerson} THEN ${pseudonym(name, key)}
    ELSE regexp_replace(${name}, ${HOME}, '~') END AS ${name}`;
}
