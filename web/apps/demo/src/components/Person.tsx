import { Face } from './Face';
import { Icon } from './Icon';

interface Props {
  user: string;
  /** Undefined when the app does not say. */
  online: boolean | undefined;
  picked: boolean;
  onPick: (on: boolean) => void;
  /** Outside a call. */
  onCall: ((video: boolean) => void) | undefined;
  /** Inside a call. */
  onInvite: (() => void) | undefined;
  disabled: boolean;
}

/** Somebody one can call at once, or tick to call together with others. */
export function Person({ user, online, picked, onPick, onCall, onInvite, disabled }: Props) {
  return (
    <li className="person" data-testid={`online-${user}`} data-online={online ?? 'unknown'}>
      <label className="person-pick">
        <span className="person-face">
          <Face user={user} online={online} />
          <input
            type="checkbox"
            checked={picked}
            onChange={(event) => onPick(event.target.checked)}
            aria-label={`Select ${user}`}
            data-testid={`select-${user}`}
          />
          <span className="person-tick" aria-hidden="true">
            <Icon name="check" />
          </span>
        </span>
        <span className="person-text">
          <span className="person-name">{user}</span>
          {online !== undefined && (
            <span className="person-note" data-state={online ? 'online' : 'offline'}>
              {online ? 'online' : 'away, rings on return'}
            </span>
          )}
        </span>
      </label>
      {onCall && (
        <>
          <button
            type="button"
            className="round"
            disabled={disabled}
            onClick={() => onCall(false)}
            aria-label={`Voice call to ${user}`}
            title={`Voice call to ${user}`}
            data-testid={`call-voice-${user}`}
          >
            <Icon name="phone" />
          </button>
          <button
            type="button"
            className="round"
            disabled={disabled}
            onClick={() => onCall(true)}
            aria-label={`Video call to ${user}`}
            title={`Video call to ${user}`}
            data-testid={`call-video-${user}`}
          >
            <Icon name="camera" />
          </button>
        </>
      )}
      {onInvite && (
        <button
          type="button"
          className="round"
          onClick={onInvite}
          aria-label={`Add ${user} to the call`}
          title={`Add ${user} to the call`}
          data-testid={`invite-${user}`}
        >
          <Icon name="plus" />
        </button>
      )}
    </li>
  );
}
