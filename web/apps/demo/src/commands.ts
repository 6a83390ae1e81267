import { CallMediaType } from '@ringline/call-engine';
import type { CallEngine, DeviceKind } from '@ringline/call-engine';
import type { Dispatch } from 'react';
import { explain } from './explain';
import type { Action, Notice } from './state';

/** What a user can do. None of these fails: what goes wrong becomes a notice. */
export interface Commands {
  call: (users: string[], video: boolean) => void;
  invite: (users: string[]) => void;
  accept: (withCamera: boolean) => void;
  reject: () => void;
  hangup: () => void;
  setMicrophone: (on: boolean) => void;
  setCamera: (on: boolean) => void;
  switchDevice: (kind: DeviceKind, id: string) => void;
  resumeAudio: () => void;
  dismiss: (kind: Notice['kind']) => void;
  putAway: () => void;
}

export function commands(engine: CallEngine, dispatch: Dispatch<Action>): Commands {
  const tell = (error: unknown) => dispatch({ type: 'notice', notice: { kind: 'action', text: explain(error) } });
  const run = (command: Promise<unknown>) => void command.catch(tell);

  return {
    call: (users, video) => {
      dispatch({ type: 'dial', users, video });
      const type = video ? CallMediaType.VIDEO : CallMediaType.AUDIO;
      engine.calls({ userIDList: users, type }).catch((error: unknown) => {
        dispatch({ type: 'undial' });
        tell(error);
      });
    },
    accept: (withCamera) => {
      dispatch({ type: 'microphone', on: true });
      dispatch({ type: 'camera', on: withCamera });
      run(engine.accept());
    },
    setMicrophone: (on) => {
      dispatch({ type: 'dismiss', kind: 'microphone' });
      dispatch({ type: 'microphone', on });
    },
    setCamera: (on) => {
      dispatch({ type: 'dismiss', kind: 'camera' });
      dispatch({ type: 'camera', on });
    },
    invite: (users) => run(engine.inviteUser({ userIDList: users })),
    reject: () => run(engine.reject()),
    hangup: () => run(engine.hangup()),
    switchDevice: (deviceType, deviceId) => run(engine.switchDevice({ deviceType, deviceId })),
    resumeAudio: () => run(engine.resumeAudio()),
    dismiss: (kind) => dispatch({ type: 'dismiss', kind }),
    putAway: () => dispatch({ type: 'put_away' }),
  };
}
