import { expect, it } from 'vitest';
import { line, points } from './chart';

it('puts the newest value at the right edge and the largest at the top', () => {
  expect(points([1, 4, 2], 5, 100, 20)).toEqual([
    [50, 15],
    [75, 0],
    [100, 10],
  ]);
});

it('draws nothing from one value, and zeros at the bottom', () => {
  expect(line([3], 30, 100, 20)).toBe('');
  expect(line([0, 0], 3, 100, 20)).toBe('M50 20L100 20');
});
