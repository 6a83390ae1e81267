/** Code as apps write it against the documented engine. It is compiled against that one and against ours. */
import TUICallEngineByDefault, {
  AUDIO_PLAYBACK_DEVICE,
  CallEndReason,
  TUICallCameraPosition,
  TUICallEngine,
  TUICallEvent,
  TUICallType,
  TUIErrorCode,
  TUINetworkQuality,
  TUIVideoQuality,
  VIDEO_ENCODER_MAP,
  type ILoginParams,
  type TUINetwork,
} from '@tencentcloud/call-engine-js';

type Device = Parameters<TUICallEngine['getDeviceList']>[0];

const labels: Record<number, string> = {
  [CallEndReason.Hangup]: 'hung up',
  [CallEndReason.NoResponse]: 'no answer',
  [CallEndReason.OtherDeviceAccepted]: 'answered elsewhere',
};

export function watch(engine: TUICallEngine, show: (text: string) => void, scope: object): () => void {
  const names: TUICallEvent[] = [
    TUICallEvent.INVITED,
    TUICallEvent.CALLING_CANCEL,
    TUICallEvent.USER_ACCEPT,
    TUICallEvent.KICKED_OUT,
    TUICallEvent.onUserSigExpired,
  ];
  const note = () => {
    show('something happened');
  };
  for (const name of names) engine.on(name, note, scope);
  return () => {
    for (const name of names) engine.off(name, note, scope);
  };
}

export async function login(app: number, params: ILoginParams): Promise<TUICallEngine> {
  const engine = TUICallEngine.createInstance({ SDKAppID: app, tim: undefined, language: 7, framework: 'react' });
  TUICallEngine.once('ready', () => engine.setLogLevel(1));
  await engine.init(params);
  engine.enableMultiDeviceAbility(true);
  await engine.setSelfInfo({ nickName: 'Alice', avatar: 'https://example.org/alice.png' });
  return engine;
}

export async function everyday(engine: TUICallEngine, callee: string): Promise<void> {
  const type = TUICallType.VIDEO_CALL;
  const push = { title: 'call', description: 'for you', extension: '', isDisablePush: false };
  await engine.call({ userID: callee, type, timeout: 30, userData: '', roomID: 1, offlinePushInfo: push });
  await engine.groupCall({ userIDList: [callee], type, groupID: 'g', strRoomID: 'r' });
  const { code } = (await engine.calls({ userIDList: [callee], type, chatGroupID: 'g' })) as { code: number };
  if (code !== Number(TUIErrorCode.ERR_SUCC)) return;
  await engine.openCamera('mine', true);
  await engine.switchCamera(TUICallCameraPosition.BACK);
  await engine.openMicrophone();
  await engine.setVideoQuality(Object.keys(VIDEO_ENCODER_MAP as object)[0] ?? '720p');
  await engine.setVideoRenderParams({ userID: callee, objectFit: 'contain', rotation: 0, mirror: false });
  await engine.startRemoteView({ userID: callee, videoViewDomID: 'theirs', options: { fillMode: 0 } });
  await engine.stopRemoteView({ userID: callee });
  await engine.setBlurBackground(1);
  await engine.setVirtualBackground('');
  const [camera] = (await engine.getDeviceList('camera' as Device)) as { deviceId: string }[];
  const used: boolean = await engine.switchDevice({ deviceType: 'camera' as Device, deviceId: camera?.deviceId ?? '' });
  if (used && engine.getDevicePermission().video) await engine.closeCamera();
  await engine.closeMicrophone();
  await engine.switchCallMediaType(TUICallType.AUDIO_CALL);
  await engine.hangup();
}

export function invite(engine: TUICallEngine, userIDList: string[]): Promise<void> {
  return engine.inviteUser({ userIDList, timeout: 30, userData: 'x', offlinePushInfo: { extension: '' } });
}

export async function answer(engine: TUICallEngine, wanted: boolean): Promise<void> {
  await (wanted ? engine.accept() : engine.reject());
}

export async function enter(engine: TUICallEngine, callId: string): Promise<void> {
  await engine.join({ callId });
  await engine.joinInGroupCall({ type: TUICallType.AUDIO_CALL, groupID: 'g', roomID: 7, strRoomID: '' });
}

export async function leave(engine: TUICallEngine): Promise<void> {
  await engine.logout();
  await engine.destroyInstance();
  if (TUICallEngine.instance === null) show(TUICallEngineByDefault.className);
}

export function quality({ userId, quality }: Pick<TUINetwork, 'userId' | 'quality'>): string {
  return `${userId} ${quality >= TUINetworkQuality.kQualityBad ? 'bad' : TUINetworkQuality[quality]}`;
}

export function ended(reason: CallEndReason): string {
  return labels[reason] ?? CallEndReason[reason] ?? '';
}

function show(text: string): void {
  console.log(text, TUIVideoQuality.kVideoQuality_720p, AUDIO_PLAYBACK_DEVICE.EAR);
}
