export { TUICallEngine, type EngineParts } from '../engine';
export { FakeDevice } from './fake-device';
export { FakeCalls, type FakeRefusal } from './fake-calls';
export { FakeMedia } from './fake-media';
export { FakeServer, type FakeLogin, type FakePeer, type Override } from './fake-server';
