import { expect, test } from 'vitest';
import { ErrorCode } from './constants';
import { blurOf, drawingOf, positionOf, qualityOf } from './media-params';
import type { CameraPosition, VideoRenderParams } from './types';

test('pictures are drawn as the documented numbers and our words say', () => {
  expect(drawingOf({})).toEqual({});
  expect(drawingOf({ objectFit: 'fill', mirror: 1, rotation: 3 })).toEqual({
    fit: 'fill',
    mirror: true,
    rotation: 270,
  });
  expect(drawingOf({ mirror: 0, rotation: 180 })).toEqual({ mirror: undefined, rotation: 180 });
  expect(drawingOf({ mirror: false, rotation: 0 })).toEqual({ mirror: false, rotation: 0 });
});

test('sides of a camera, qualities and levels of blur', () => {
  expect([positionOf(0), positionOf(1), positionOf('back')]).toEqual(['front', 'back', 'back']);
  expect(qualityOf('540p')).toBe('540p');
  expect([blurOf(0), blurOf(2)]).toEqual([{ kind: 'real' }, { kind: 'blur', level: 2 }]);
});

test.each([
  () => drawingOf({ objectFit: 'stretch' }),
  () => drawingOf({ rotation: 45 } as unknown as VideoRenderParams),
  () => drawingOf({ mirror: 'yes' } as unknown as VideoRenderParams),
  () => positionOf('left' as CameraPosition),
  () => qualityOf('toString'),
  () => blurOf(4),
  () => blurOf(1.5),
])('what is none of them is refused: %s', (wrong) => {
  expect(wrong).toThrow(expect.objectContaining({ code: ErrorCode.PARAM_INVALID }) as Error);
});
