import type { CallEngine } from '@ringline/call-engine';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { SessionContext, SettingsContext } from './context';
import type { Avatars, Settings, Theme } from './context';
import { en } from './locales/en';
import type { Locale } from './locales/en';
import { Session } from './session';
import { Sounds } from './Sounds';
import { Words } from './words';

interface Common {
  /** Default English. */
  locale?: Locale | undefined;
  /** Default auto: as the system says. */
  theme?: Theme | undefined;
  /** false: no tone at all. */
  ringtone?: boolean | undefined;
  /** Incoming calls make no sound and show no sheet; they ring on. */
  doNotDisturb?: boolean | undefined;
  /**
   * Which pictures of profiles are shown. Default same-origin, the page's and the server's: whoever shows a picture of another
   * host tells that host who looks, and everybody may set their own picture.
   */
  avatars?: Avatars | undefined;
  children?: ReactNode;
}

interface Login {
  /** Who logs in here. */
  user: string;
  /** Their UserSig. */
  token: string;
  /** Fetches a new one before the old one expires. Without it the session ends with the token. */
  getToken?: (() => Promise<string>) | undefined;
}

interface OwnEngine extends Login {
  /** The app's id. */
  app: number;
  /** Origin of the server. Left out: what the engine finds. */
  serverUrl?: string | undefined;
  engine?: undefined;
}

interface GivenEngine extends Partial<Login> {
  /** An engine that the page made and will destroy. With user and token it is logged in here. */
  engine: CallEngine;
  app?: number | undefined;
  serverUrl?: undefined;
}

export type RinglineProviderProps = Common & (OwnEngine | GivenEngine);

interface Held {
  session: Session;
  engine: CallEngine | undefined;
  key: string;
}

/** Makes calls possible below it: logs in, listens, sounds. Shows nothing by itself. */
export function RinglineProvider(props: RinglineProviderProps) {
  const { engine, app, serverUrl, user, token, getToken, children } = props;
  const { locale = en, theme = 'auto', ringtone = true, doNotDisturb = false, avatars = 'same-origin' } = props;

  const key = JSON.stringify([app, serverUrl, user]);
  const [held, setHeld] = useState<Held>(() => ({ session: sessionOf(props), engine, key }));
  let { session } = held;
  if (held.key !== key || held.engine !== engine) {
    // Another user, app or server is another session: nothing of the old one may be seen, not even once.
    session = sessionOf(props);
    setHeld({ session, engine, key });
  }

  useEffect(() => session.retain(), [session]);
  useEffect(() => {
    session.renew(user !== undefined && token !== undefined ? { user, token, getToken } : undefined);
  }, [session, user, token, getToken]);

  const settings = useMemo<Settings>(
    () => ({ words: new Words(locale), theme, ringtone, doNotDisturb, avatars }),
    [locale, theme, ringtone, doNotDisturb, avatars],
  );
  return (
    <SessionContext.Provider value={session}>
      <SettingsContext.Provider value={settings}>
        {children}
        <Sounds />
      </SettingsContext.Provider>
    </SessionContext.Provider>
  );
}

function sessionOf({ engine, app, serverUrl, user, token, getToken }: RinglineProviderProps): Session {
  const credentials = user !== undefined && token !== undefined ? { user, token, getToken } : undefined;
  if (engine) return new Session(engine, credentials);
  return new Session({ app, serverUrl }, credentials);
}
