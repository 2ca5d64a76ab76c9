import type { UsageColumn } from '../usageColumns.ts';
import { constant, identifier, sql, type Sql } from './statement.ts';

const KEY = /^[0-9a-f]{64}$/;

/** A keyed hash (nested, as in HMAC) that names a person without telling who it is. */
function pseudonym(text: Sql, key: string): Sql {
  if (!KEY.test(key)) throw new RangeError('a pseudonym needs a key of 64 hexadecimal digits');
  const secret = constant(key);
  return sql`'person-' || left(sha256(${secret} || sha256(${secret} || lower(trim(${text})))), 12)`;
}

/** Names of tags that hold a person. */
const PERSONAL_TAG = sql`'(^|[^a-z])(user|username|user_name|user_id|email|e-mail|mail|author|owner|login)([^a-z]|$)'`;

/** A tag without a value that names a person: `user:ann`, `ann@example.com`. */
const PERSON_AS_TAG = sql`'@|^(user|username|user_name|user_id|email|e-mail|mail|author|owner|login)[:=]'`;
const BEFORE_PERSON = sql`'^[A-Za-z_-]+[:=]'`;

/** The folder of a person in a path: `/home/ann/app` is `~/app`. */
const HOME = sql`'^(/home|/Users|[A-Za-z]:[\\\\/]Users)[\\\\/][^\\\\/]+'`;

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

/** A column as it may be kept: people replaced, everything else as it was. */
export function pseudonymised(column: UsageColumn, key: string): Sql {
  const name = identifier(column);
  if (column === 'user_key') return sql`CASE WHEN user_key IS NOT NULL THEN ${pseudonym(name, key)} END AS user_key`;
  if (column === 'tags') {
    return sql`CASE WHEN tags IS NOT NULL THEN ${tagsWithoutPeople(key)} END AS tags`;
  }
  if (!MAY_NAME_A_PERSON.includes(column)) return name;
  return sql`CASE WHEN contains(${name}, '@') THEN ${pseudonym(name, key)}
    ELSE regexp_replace(${name}, ${HOME}, '~') END AS ${name}`;
}
