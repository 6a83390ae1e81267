import { Icon } from '@ringline/look';
import { Avatar, usePresence, useProfile, UserName } from '@ringline/react';
import type { Media } from '@ringline/react';
import { useTexts } from '../language';

interface Props {
  user: string;
  picked: boolean;
  onPick: (on: boolean) => void;
  /** Outside a call. */
  onCall: ((media: Media) => void) | undefined;
  /** Inside a call. */
  onInvite: (() => void) | undefined;
  disabled: boolean;
}

/** Somebody one can call at once, or tick to call together with others. */
export function Person({ user, picked, onPick, onCall, onInvite, disabled }: Props) {
  const say = useTexts();
  const { name } = useProfile(user);
  const online = usePresence().isOnline(user);
  return (
    <li className="person" data-testid={`online-${user}`} data-online={online ?? 'unknown'}>
      <label className="person-pick">
        <span className="person-face">
          <Avatar user={user} presence />
          <input
            type="checkbox"
            checked={picked}
            onChange={(event) => onPick(event.target.checked)}
            aria-label={say.select(name)}
            data-testid={`select-${user}`}
          />
          <span className="person-tick" aria-hidden="true">
            <Icon name="check" />
          </span>
        </span>
        <span className="person-text">
          <span className="person-name">
            <UserName user={user} />
          </span>
          {online !== undefined && (
            <span className="person-note" data-state={online ? 'online' : 'offline'}>
              {online ? say.online : say.away}
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
            onClick={() => onCall('audio')}
            aria-label={say.voiceCallTo(name)}
            title={say.voiceCallTo(name)}
            data-testid={`call-voice-${user}`}
          >
            <Icon name="phone" />
          </button>
          <button
            type="button"
            className="round"
            disabled={disabled}
            onClick={() => onCall('video')}
            aria-label={say.videoCallTo(name)}
            title={say.videoCallTo(name)}
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
          aria-label={say.addTo(name)}
          title={say.addTo(name)}
          data-testid={`invite-${user}`}
        >
          <Icon name="plus" />
        </button>
      )}
    </li>
  );
}
