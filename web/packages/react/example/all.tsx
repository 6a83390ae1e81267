import {
  Avatar,
  CallHistory,
  CallKit,
  en,
  RinglineProvider,
  useCall,
  useConnection,
  useDevices,
  UserName,
  useSetProfile,
} from '@ringline/react';
import type { Quality, Theme } from '@ringline/react';
import { ja } from '@ringline/react/locales/ja';
import { ko } from '@ringline/react/locales/ko';
import { zh } from '@ringline/react/locales/zh';
import '@ringline/react/style.css';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import './all.css';
import { ar } from './ar';
import { session } from './session';

/** Everything at once, to try out and to test: `?user=alice&locale=ar&theme=dark&placement=inline&quality=360p`. */
const query = new URLSearchParams(location.search);
const locales = { en, ja, ko, zh, ar };
const locale = locales[(query.get('locale') ?? 'en') as keyof typeof locales];
const theme = (query.get('theme') ?? 'auto') as Theme;
const quality = query.get('quality') as Quality | null;
const placement = query.get('placement') === 'inline' ? 'inline' : 'overlay';
/** Seconds: long enough for a machine that is busy with something else. */
const ring = 90;
const contacts = ['alice', 'bob', 'carol', 'dave'];

document.documentElement.dataset.theme = theme;
document.documentElement.lang = locale.tag;
document.documentElement.dir = locale.dir ?? 'ltr';

const me = await session();

function All() {
  const [doNotDisturb, setDoNotDisturb] = useState(false);
  return (
    <RinglineProvider
      {...me}
      getToken={async () => (await session()).token}
      locale={locale}
      theme={theme}
      doNotDisturb={doNotDisturb}
    >
      <main className="page" data-inline={placement === 'inline' || undefined}>
        <h1>
          <Avatar user={me.user} /> <UserName user={me.user} />
        </h1>
        <Actions />
        <label className="row">
          <input
            type="checkbox"
            checked={doNotDisturb}
            onChange={(event) => setDoNotDisturb(event.target.checked)}
            data-testid="do-not-disturb"
          />
          Do not disturb
        </label>
        <div className="stage">
          <CallKit placement={placement} contacts={contacts} backgrounds={['/beach.svg']} empty={<p>No call.</p>} />
        </div>
        <CallHistory pageSize={5} />
      </main>
    </RinglineProvider>
  );
}

function Actions() {
  const { callTo } = useCall();
  const setProfile = useSetProfile();
  const { state } = useConnection();
  const { setQuality } = useDevices();
  useEffect(() => {
    if (quality && state === 'connected') void setQuality(quality);
  }, [setQuality, state]);
  const others = contacts.filter((user) => user !== me.user);
  return (
    <div className="row" data-testid="connection" data-state={state}>
      {others.map((user) => (
        <button key={user} type="button" onClick={callTo(user, { media: 'video', ring })} data-testid={`call-${user}`}>
          {user}
        </button>
      ))}
      <button type="button" onClick={callTo(others.slice(0, 2), { media: 'video', ring })} data-testid="call-two">
        two of them
      </button>
      <button type="button" onClick={callTo(others.slice(0, 1), { ring })} data-testid="call-voice">
        by voice
      </button>
      <button type="button" onClick={callTo(others.slice(-1), { ring: 2 })} data-testid="call-briefly">
        for two seconds
      </button>
      <button
        type="button"
        onClick={() => void setProfile({ name: `${me.user.slice(0, 1).toUpperCase()}${me.user.slice(1)} Example` })}
        data-testid="set-profile"
      >
        take a name
      </button>
    </div>
  );
}

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <StrictMode>
    <All />
  </StrictMode>,
);
