import { expect, it } from 'vitest';
import { languages, loadLanguage, preferred } from './language';
import type { Tag } from './language';

it.each([
  [['zh-CN', 'en'], 'zh'],
  [['fr', 'ja-JP'], 'ja'],
  [['', 'KO'], 'ko'],
  [['toString', 'fr'], 'en'],
  [[], 'en'],
])('of %j takes %s', (wished, tag) => expect(preferred(wished)).toBe(tag));

it.each(Object.keys(languages) as Tag[])('%s speaks for page and kit alike', async (tag) => {
  const language = await loadLanguage(tag);
  expect(language.tag).toBe(tag);
  expect(language.locale.tag.slice(0, 2)).toBe(tag);
  expect(leaves(language.texts)).not.toContain('');
});

/** Every text, those that need something to be put in with something put in. */
function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (...args: unknown[]) => unknown)('x', 1, 2))];
  return Object.values(value as object).flatMap(leaves);
}
