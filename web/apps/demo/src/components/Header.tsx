import { short } from '../format';
import type { State } from '../state';
import { Icon } from './Icon';
import { Logo } from './Logo';

const words = { connecting: 'Connecting', connected: 'Connected', disconnected: 'Offline' };

interface Props {
  user: string;
  device: string;
  connection: State['connection'];
  onSignOut: () => void;
}

export function Header({ user, device, connection, onSignOut }: Props) {
  return (
    <header className="header">
      <Logo />
      <div className="header-me">
        <span className="dot" data-state={connection} aria-hidden="true" />
        <span className="me-name">
          <span data-testid="me">{user}</span>
          <span className="me-device">
            <span data-testid="connection" data-state={connection}>
              {words[connection]}
            </span>
            {device !== '' && (
              <span className="me-device-id" title={`Device ${device}`}>
                {' '}
                · device {short(device)}
              </span>
            )}
          </span>
        </span>
        <button
          type="button"
          className="round"
          onClick={onSignOut}
          aria-label="Sign out"
          title="Sign out"
          data-testid="sign-out"
        >
          <Icon name="leave" />
        </button>
      </div>
    </header>
  );
}
