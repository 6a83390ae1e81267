import { expect, it } from 'vitest';
import { preferred } from './language';

it.each([
  [['zh-CN', 'en'], 'zh'],
  [['fr', 'ja-JP'], 'ja'],
  [['', 'KO'], 'ko'],
  [['toString', 'fr'], 'en'],
  [[], 'en'],
])('of %j takes %s', (wished, tag) => expect(preferred(wished)).toBe(tag));
