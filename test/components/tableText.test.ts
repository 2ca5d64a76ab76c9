import { describe, expect, it } from 'vitest';
import { csvText, findRows, tableText } from '../../renderer/components/tableText.ts';

const rows = [
  { model: 'claude-opus-5', team: 'Support chat' },
  { model: 'gpt-5.2', team: 'Search' },
  { model: 'gpt-5-mini', team: 'Support mail' },
];
const columns = [{ text: (row: (typeof rows)[0]) => row.model }, { text: (row: (typeof rows)[0]) => row.team }];

describe('finding rows of a table', () => {
  it.each([
    ['', [0, 1, 2]],
    ['   ', [0, 1, 2]],
    ['GPT', [1, 2]],
    ['support gpt', [2]],
    ['mail chat', []],
    ['opus', [0]],
  ])('finds by "%s" the rows %j', (words, expected) => {
    expect(findRows(rows, columns, words)).toEqual(expected.map((index) => rows[index]));
  });
});

describe('cells that leave the program', () => {
  it('are text where a spreadsheet would run them, and numbers where they are numbers', () => {
    expect(tableText(['a', 'b'], [['=1+1', '-12.5']])).toBe("a\tb\n'=1+1\t-12.5");
    expect(csvText([['@x', '1,234.50', 'a,b', '+cmd']])).toBe('\'@x,1234.50,"a,b",\'+cmd\r\n');
  });
});
