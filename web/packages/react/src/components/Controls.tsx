import { useState } from 'react';
import { useWords } from '../context';
import { useCall } from '../hooks/useCall';
import { Control } from './Control';
import { DeviceMenu } from './DeviceMenu';
import { InviteSheet } from './InviteSheet';

interface Props {
  /** Before anybody answered there is less to do. */
  waiting: boolean;
  contacts: readonly string[] | undefined;
  backgrounds: readonly string[] | undefined;
  keys: boolean;
}

/** Microphone, camera, screen, devices, people, and the way out. */
export function Controls({ waiting, contacts, backgrounds, keys }: Props) {
  const { messages: say } = useWords();
  const { microphone, camera, screen, setMicrophone, setCamera, setScreen, hangUp } = useCall();
  const [inviting, setInviting] = useState(false);
  const key = (name: string) => (keys ? name : undefined);
  const canShare =
    typeof navigator !== 'undefined' && 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
  return (
    <>
      <div className="rl-controls" role="group" aria-label={say.callControls}>
        <Control
          label={microphone ? say.mute : say.unmute}
          icon={microphone ? 'mic' : 'micOff'}
          look={microphone ? 'plain' : 'off'}
          shortcut={key('M')}
          testId="mute"
          onClick={() => void setMicrophone(!microphone)}
        />
        <Control
          label={camera ? say.cameraOff : say.cameraOn}
          icon={camera ? 'camera' : 'cameraOff'}
          look={camera ? 'plain' : 'off'}
          shortcut={key('C')}
          testId="camera"
          onClick={() => void setCamera(!camera)}
        />
        {!waiting && canShare && (
          <Control
            label={screen ? say.stopScreen : say.shareScreen}
            icon={screen ? 'screenOff' : 'screen'}
            look={screen ? 'on' : 'plain'}
            shortcut={key('S')}
            testId="screen"
            onClick={() => void setScreen(!screen)}
          />
        )}
        <DeviceMenu backgrounds={backgrounds} />
        {!waiting && (
          <Control
            label={say.invite}
            icon="invite"
            shortcut={key('I')}
            testId="invite"
            onClick={() => setInviting(true)}
          />
        )}
        <Control
          label={waiting ? say.giveUp : say.hangUp}
          icon="hangup"
          look="end"
          shortcut={key('Shift+H')}
          testId="hangup"
          onClick={() => void hangUp()}
        />
      </div>
      {inviting && <InviteSheet contacts={contacts} onClose={() => setInviting(false)} />}
    </>
  );
}
