import { CallMediaType, TUICallKit, TUICallKitAPI, VideoResolution } from '@trtc/calls-uikit-react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

/** Whom to log in, set before the page runs, so that no signature is in a URL. */
interface Login {
  app: number;
  user: string;
  userSig: string;
}

/** The documented engine as far as an app asks it for the call's id. */
interface Engine {
  on(event: 'onCallReceived' | 'onCallBegin', listener: (event: { callId: string }) => void): void;
}

declare global {
  interface Window {
    kitLogin?: Login;
  }
}

const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);

function App({ login }: { login: Login }) {
  const [state, setState] = useState('out');
  const [status, setStatus] = useState('idle');
  const [callId, setCallId] = useState('');
  const [failure, setFailure] = useState('');
  const [users, setUsers] = useState('');
  const [text, setText] = useState('');

  const run = (action: () => Promise<void> | void) => async () => {
    setFailure('');
    try {
      await action();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };

  const enter = run(async () => {
    TUICallKitAPI.setCallback({
      statusChanged: ({ newStatus }: { newStatus: string }) => setStatus(newStatus),
      kickedOut: () => setState('kicked out'),
    });
    await TUICallKitAPI.init({ SDKAppID: login.app, userID: login.user, userSig: login.userSig });
    const engine = TUICallKitAPI.getTUICallEngineInstance() as Engine;
    engine.on('onCallReceived', (event) => setCallId(event.callId));
    engine.on('onCallBegin', (event) => setCallId(event.callId));
    setState('in');
  });
  const leave = run(async () => {
    await TUICallKitAPI.destroyed();
    setState('out');
  });
  const call = (type: CallMediaType, group?: string) =>
    run(() => TUICallKitAPI.calls({ userIDList: words(users), type, ...(group && { chatGroupID: group }) }));

  const buttons: Record<string, () => Promise<void>> = {
    'log in': enter,
    'log out': leave,
    'call by audio': call(CallMediaType.AUDIO),
    'call by video': call(CallMediaType.VIDEO),
    'call group by video': call(CallMediaType.VIDEO, text),
    invite: run(() => TUICallKitAPI.inviteUser({ userIDList: words(users) })),
    join: run(() => TUICallKitAPI.join({ callId: text })),
    'set name': run(() => TUICallKitAPI.setSelfInfo({ nickName: text, avatar: '' })),
    'float window': run(() => TUICallKitAPI.enableFloatWindow(true)),
    'virtual background': run(() => TUICallKitAPI.enableVirtualBackground(true)),
    'AI voice': run(() => TUICallKitAPI.enableAIVoice(true)),
    'mute ringing': run(() => TUICallKitAPI.enableMuteMode(true)),
  };

  return (
    <>
      <header>
        <input
          aria-label="users"
          value={users}
          onChange={(event) => setUsers(event.target.value)}
          placeholder="users"
        />
        <input
          aria-label="text"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="group, call or name"
        />
        {Object.entries(buttons).map(([name, press]) => (
          <button key={name} onClick={() => void press()}>
            {name}
          </button>
        ))}
        <output data-testid="me" data-state={state} data-status={status} data-call-id={callId}>
          {login.user}: {state}, {status}
        </output>
        <output data-testid="failure">{failure}</output>
      </header>
      <div className="stage">
        {/* Small, because test machines have no graphics card. */}
        <TUICallKit videoResolution={VideoResolution.RESOLUTION_360P} />
      </div>
    </>
  );
}

const root = document.getElementById('root');
if (root && window.kitLogin) createRoot(root).render(<App login={window.kitLogin} />);
