import { ErrorCode } from './constants';
import { CallError } from './errors';

/** Something that the documented engine hands on and Ringline does not have. Whatever is done with it fails and says so. */
export type Absent = (new (...args: unknown[]) => never) & Readonly<Record<string, (...args: unknown[]) => never>>;

/** Bundlers, consoles and promises look for these in every object. */
const harmless = new Set(['then', 'toJSON', 'prototype', 'name', 'length', '__esModule', '$$typeof']);

function absent(name: string, why: string): Absent {
  const fail = (what: string): never => {
    throw new CallError(ErrorCode.PACKAGE_NOT_SUPPORTED, `${name}${what} is not offered: ${why}`);
  };
  const nothing = function nothing() {
    // only looked at through the traps below
  } as unknown as Absent;
  return new Proxy(nothing, {
    get: (target, key) =>
      typeof key === 'symbol' || harmless.has(key) ? (Reflect.get(target, key) as unknown) : fail(`.${key}`),
    apply: () => fail('()'),
    construct: () => fail('()'),
  });
}

/** Ringline needs no chat SDK and brings none. */
export const TIM = /* #__PURE__ */ absent(
  'TIM',
  'Ringline has no chat; install the SDK that your app uses, and pass its instance to createInstance as tim if you like',
);
export const TencentCloudChat = TIM;

export const TRTCCloud = /* #__PURE__ */ absent(
  'TRTCCloud',
  'Ringline does not use that media SDK; getTRTCCloudInstance of the engine has the few methods that it serves',
);

export const TRTCScreenCaptureSourceInfo = /* #__PURE__ */ absent(
  'TRTCScreenCaptureSourceInfo',
  'in a browser the user picks what to share; see startScreenShare of the engine',
);
