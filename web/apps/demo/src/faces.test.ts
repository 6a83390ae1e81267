import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faceOf, faces } from './faces';

it.each(faces)('%s has a picture that loads nothing and runs nothing', (face) => {
  const svg = readFileSync(join(import.meta.dirname, `../public/avatars/${face}.svg`), 'utf8');
  expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/);
  expect(svg).not.toMatch(/<script|href|url\(|on\w+=/);
  expect(faceOf(face)).toBe(face);
});

it('gives everybody a face, always the same', () => {
  const users = ['mallory', 'trent', 'x', '7', 'somebody-else'];
  expect(users.map(faceOf)).toEqual(users.map(faceOf));
  for (const user of users) expect(faces).toContain(faceOf(user));
});
