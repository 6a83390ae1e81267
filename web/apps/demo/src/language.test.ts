import { languages } from '@ringline/look';
import type { Tag } from '@ringline/look';
import { expect, it } from 'vitest';
import { loadLanguage } from './language';

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
