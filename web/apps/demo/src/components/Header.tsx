import { Appearance, Icon, Logo, short } from '@ringline/look';
import { Avatar, useConnection, useProfile, UserName } from '@ringline/react';
import { useState } from 'react';
import { useTexts } from '../language';
import type { Look } from '../settings';
import { Profile } from './Profile';
import { SettingsSheet } from './SettingsSheet';

interface Props extends Look {
  wide: boolean;
  doNotDisturb: boolean;
  onDoNotDisturb: (on: boolean) => void;
  onSignOut: () => void;
}

export function Header({ settings, change, wide, doNotDisturb, onDoNotDisturb, onSignOut }: Props) {
  const say = useTexts();
  const { state, self } = useConnection();
  const { user } = useProfile();
  const [sheet, setSheet] = useState<'profile' | 'settings'>();
  return (
    <header className="header">
      <Logo />
      <div className="header-tools">
        {wide && <Appearance settings={settings} change={change} />}
        <button
          type="button"
          role="switch"
          className="chip"
          aria-checked={doNotDisturb}
          aria-label={say.doNotDisturb}
          title={say.doNotDisturbHint}
          onClick={() => onDoNotDisturb(!doNotDisturb)}
          data-testid="do-not-disturb"
        >
          <Icon name={doNotDisturb ? 'bellOff' : 'bell'} />
          <span className="chip-text">{say.doNotDisturb}</span>
        </button>
        <button
          type="button"
          className="round"
          onClick={() => setSheet('settings')}
          aria-label={say.settings}
          title={say.settings}
          data-testid="settings"
        >
          <Icon name="sliders" />
        </button>
        <button
          type="button"
          className="me"
          onClick={() => setSheet('profile')}
          title={say.yourProfile}
          data-testid="profile"
        >
          <span className="me-face">
            {user !== '' && <Avatar user={user} />}
            <span className="dot" data-state={state} />
          </span>
          <span className="visually-hidden">{say.yourProfile}: </span>
          <span className="me-text">
            <span className="me-name">{user !== '' && <UserName user={user} />}</span>
            <span className="me-device">
              <span data-testid="connection" data-state={state}>
                {say.connection[state]}
              </span>
              {self && (
                <span className="me-device-id" title={say.device(self.device)}>
                  {' · '}
                  {say.device(short(self.device))}
                </span>
              )}
            </span>
            <span hidden data-testid="me">
              {user}
            </span>
          </span>
        </button>
        <button
          type="button"
          className="round"
          onClick={onSignOut}
          aria-label={say.signOut}
          title={say.signOut}
          data-testid="sign-out"
        >
          <Icon name="leave" />
        </button>
      </div>
      {sheet === 'profile' && <Profile onClose={() => setSheet(undefined)} />}
      {sheet === 'settings' && (
        <SettingsSheet settings={settings} change={change} wide={wide} onClose={() => setSheet(undefined)} />
      )}
    </header>
  );
}
