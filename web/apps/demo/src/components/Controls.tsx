import type { CallInfo } from '@ringline/call-engine';
import type { Commands } from '../commands';
import type { State } from '../state';
import type { Panel } from '../usePanel';
import { DeviceMenu } from './DeviceMenu';
import { Icon } from './Icon';

interface Props {
  state: State;
  call: CallInfo;
  commands: Commands;
  panel: Panel | undefined;
  onPanel: (panel: Panel | undefined) => void;
}

/** Microphone, camera, devices, people, and the way out. */
export function Controls({ state, call, commands, panel, onPanel }: Props) {
  const { microphone, camera } = state;
  const people = call.members.filter((member) => member.state !== 'gone').length;
  const toggle = (which: Panel) => () => onPanel(panel === which ? undefined : which);
  const waits = call.status === 'calling';
  return (
    <div className="controls" role="toolbar" aria-label="Call controls">
      <span className="control">
        <button
          type="button"
          className="round"
          aria-pressed={!microphone}
          aria-label="Mute"
          title={microphone ? 'Mute' : 'Unmute'}
          onClick={() => commands.setMicrophone(!microphone)}
          data-testid="mute"
        >
          <Icon name={microphone ? 'mic' : 'micOff'} />
        </button>
      </span>
      <span className="control">
        <button
          type="button"
          className="round"
          aria-pressed={!camera}
          aria-label="Camera off"
          title={camera ? 'Camera off' : 'Camera on'}
          onClick={() => commands.setCamera(!camera)}
          data-testid="camera"
        >
          <Icon name={camera ? 'camera' : 'cameraOff'} />
        </button>
      </span>
      <DeviceMenu devices={state.devices} onSwitch={commands.switchDevice} />
      <span className="control only-phone">
        <button
          type="button"
          className="round"
          aria-label="People"
          aria-expanded={panel === 'people'}
          aria-controls="people"
          onClick={toggle('people')}
          data-testid="show-people"
        >
          <Icon name="people" />
        </button>
        <span className="badge" aria-hidden="true">
          {people}
        </span>
      </span>
      <span className="control only-phone">
        <button
          type="button"
          className="round"
          aria-label="Under the hood"
          aria-expanded={panel === 'hood'}
          aria-controls="hood"
          onClick={toggle('hood')}
          data-testid="show-hood"
        >
          <Icon name="terminal" />
        </button>
      </span>
      <span className="control">
        <button
          type="button"
          className="round end"
          aria-label={waits ? 'Give up calling' : 'Hang up'}
          title={waits ? 'Give up calling' : 'Hang up'}
          onClick={commands.hangup}
          data-testid="hangup"
        >
          <Icon name="hangup" />
        </button>
      </span>
    </div>
  );
}
