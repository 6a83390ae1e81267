/**
 * The public surface of the documented engine, held against ours by the compiler. What is missing or does not fit shows
 * as an error on the line that names it: the type there lists the offenders, where it should be never.
 */
import type * as Ours from '@ringline/call-engine';
import type * as Theirs from '@tencentcloud/call-engine-js';

/** Compiles only if there are no offenders. */
type None<Offenders extends never> = Offenders;

type IsAny<T> = 0 extends T & 1 ? true : false;

/** Enums as the values that they stand for: an app's enum is never ours, its values must be. */
type Plain<T> =
  IsAny<T> extends true
    ? T
    : T extends string
      ? `${T}`
      : T extends number
        ? number extends T
          ? T
          : `${T}` extends `${infer N extends number}`
            ? N
            : never
        : T extends (...args: never) => unknown
          ? T
          : T extends object
            ? { [K in keyof T]: Plain<T[K]> }
            : T;

// ---- Exported names --------------------------------------------------------------------------------------------------

type Names = keyof typeof Theirs;
export type MissingNames = None<Exclude<Names, keyof typeof Ours>>;

// ---- Enums: every member, with its value -------------------------------------------------------------------------------

type Enums =
  | 'AUDIO_PLAYBACK_DEVICE'
  | 'CallEndReason'
  | 'TUIAudioQuality'
  | 'TUICallCameraPosition'
  | 'TUICallEvent'
  | 'TUICamera'
  | 'TUIErrorCode'
  | 'TUIKickedOutOfRoomReason'
  | 'TUINetworkQuality'
  | 'TUIResolutionMode'
  | 'TUIRoomDeviceMangerEvents'
  | 'TUIVideoQuality';

/** Whatever is exported must be looked at by one of the checks here. The media SDK's enums have no types to look at. */
type Looked = Enums | 'TUICallEngine' | 'default' | 'TUICallType' | 'VIDEO_ENCODER_MAP' | 'TIM' | 'TencentCloudChat';
type Typed = { [K in Names]: IsAny<(typeof Theirs)[K]> extends true ? never : K }[Names];
export type Overlooked = None<Exclude<Typed, Looked>>;

type MembersOf<E> = { [M in keyof E & string]: Plain<E[M]> };
type WrongMembers<T, O> = {
  [M in keyof T]: M extends keyof O ? (O[M] extends T[M] ? never : M) : M;
}[keyof T];
export type WrongEnums = None<{ [K in Enums]: WrongMembers<MembersOf<(typeof Theirs)[K]>, (typeof Ours)[K]> }[Enums]>;
export type WrongCallTypes = None<WrongMembers<typeof Theirs.TUICallType, typeof Ours.TUICallType>>;

/** Exported types take the same values. */
type Fits<T, O> = [Plain<T>] extends [O] ? never : 'does not fit';
interface Fitting {
  TUICallEvent: Fits<Theirs.TUICallEvent, Ours.TUICallEvent>;
  CallEndReason: Fits<Theirs.CallEndReason, Ours.CallEndReason>;
  TUINetworkQuality: Fits<Theirs.TUINetworkQuality, Ours.TUINetworkQuality>;
  TUIVideoQuality: Fits<Theirs.TUIVideoQuality, Ours.TUIVideoQuality>;
  ILoginParams: Fits<Theirs.ILoginParams, Ours.ILoginParams>;
  TUIDeviceInfo: Fits<Theirs.TUIDeviceInfo, Ours.TUIDeviceInfo>;
  TUINetwork: Fits<Theirs.TUINetwork, Ours.TUINetwork>;
  TUIVideoEncoderParams: Fits<Theirs.TUIVideoEncoderParams, Ours.TUIVideoEncoderParams>;
}
export type WrongTypes = None<Fitting[keyof Fitting]>;

// ---- Methods: what may be passed may be passed here, what comes back may be used as there ------------------------------

type Call = (...args: never) => unknown;

/** Types of parameters that their method takes and ours does not; never if there are none. */
type WrongArguments<T extends Call, O extends Call> =
  Plain<Parameters<T>> extends Parameters<O> ? UnknownFields<Parameters<T>, Parameters<O>> : 'arguments';

/** Fields that an app may write in an object literal there and that ours does not know. */
type UnknownFields<T extends unknown[], O extends unknown[]> = {
  [I in keyof T]: I extends keyof O ? FieldsOf<T[I], O[I]> : never;
}[number];
type FieldsOf<T, O> = T extends string | number | boolean | unknown[] | Call
  ? never
  : T extends object
    ? Exclude<keyof T, keyof NonNullable<O>>
    : never;

type WrongResult<T extends Call, O extends Call> = ReturnType<O> extends Plain<ReturnType<T>> ? never : 'result';
type WrongCall<T, O> = T extends Call
  ? O extends Call
    ? WrongArguments<T, O> | WrongResult<T, O>
    : 'no method'
  : O extends Plain<T>
    ? never
    : 'value';
type WrongMethods<T, O> = {
  [K in keyof T & string]: K extends keyof O
    ? WrongCall<T[K], O[K]> extends infer W extends string
      ? `${K}: ${W}`
      : never
    : `${K}: missing`;
}[keyof T & string];

/** Ours gives the chat object that the app passed, or one that knows profiles: never a whole chat SDK. */
type Differs = 'getTim: result';

/** Without what is private there. */
type Public<T> = Pick<T, keyof T>;
export type WrongInstance = None<Exclude<WrongMethods<Public<Theirs.TUICallEngine>, Ours.TUICallEngine>, Differs>>;

type Statics<T> = Omit<Public<T>, 'prototype' | 'instance' | 'createInstance'>;
export type WrongStatics = None<WrongMethods<Statics<typeof Theirs.TUICallEngine>, typeof Ours.TUICallEngine>>;
export type WrongOptions = None<
  WrongArguments<typeof Theirs.TUICallEngine.createInstance, typeof Ours.TUICallEngine.createInstance>
>;
export type WrongConstructor = None<
  ConstructorParameters<typeof Theirs.TUICallEngine> extends [infer T, ...unknown[]]
    ? Plain<T> extends Ours.CreateInstanceOptions
      ? never
      : 'options'
    : 'constructor'
>;
export type WrongInstanceField = None<
  typeof Ours.TUICallEngine.instance extends Ours.TUICallEngine | null ? never : 'instance'
>;
