// @vitest-environment node

import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const names = (text: string) => [...new Set(text.match(/--ringline-[a-z-]+/g))].sort();

test('docs/kit.md has every variable that the style sheet reads, and nothing else', () => {
  const styles = readdirSync(new URL('styles', import.meta.url)).map((name) => file(`styles/${name}`));
  expect(names(file('../../../../docs/kit.md'))).toEqual(names(styles.join()));
});
