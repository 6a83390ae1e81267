import { list } from '../format';
import { Icon } from './Icon';

interface Props {
  users: readonly string[];
  /** Outside a call. */
  onCall: ((video: boolean) => void) | undefined;
  /** Inside a call. */
  onInvite: (() => void) | undefined;
}

/** What to do with those who are ticked. */
export function CallBar({ users, onCall, onInvite }: Props) {
  return (
    <div className="call-bar" data-testid="call-bar">
      <p>
        {onCall ? 'Call ' : 'Add '}
        <strong>{list(users)}</strong>
      </p>
      <div className="call-bar-buttons">
        {onCall && (
          <>
            <button type="button" className="button" onClick={() => onCall(false)} data-testid="call-selected-voice">
              <Icon name="phone" />
              Voice
            </button>
            <button
              type="button"
              className="button talk"
              onClick={() => onCall(true)}
              data-testid="call-selected-video"
            >
              <Icon name="camera" />
              Video
            </button>
          </>
        )}
        {onInvite && (
          <button type="button" className="button talk" onClick={onInvite} data-testid="invite-selected">
            <Icon name="plus" />
            Add to the call
          </button>
        )}
      </div>
    </div>
  );
}
