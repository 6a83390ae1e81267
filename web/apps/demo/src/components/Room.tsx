import { keep, kept, useTitle } from '@ringline/look';
import { CallKit, RinglineProvider, useCall, useConnection, useIncomingCall, useProfile } from '@ringline/react';
import type { Locale } from '@ringline/react';
import { useEffect, useState } from 'react';
import type { EngineWithFaces } from '../faces';
import { useTexts } from '../language';
import { devSession } from '../session';
import type { Session } from '../session';
import { useContacts } from '../useContacts';
import { useLog } from '../useLog';
import { useWide } from '../useWide';
import type { Look } from '../settings';
import { Header } from './Header';
import { Home } from './Home';
import { Hood } from './Hood';
import { Numbers } from './Numbers';
import { People } from './People';
import { Silenced } from './Silenced';
import { Tabs } from './Tabs';
import type { Tab } from './Tabs';

interface Props extends Look {
  engine: EngineWithFaces;
  session: Session;
  locale: Locale;
  /** With a reason when the session ended by itself. */
  onSignOut: (why?: string) => void;
}

const quiet = 'ringline.quiet';

/** Everything after the login. */
export function Room({ engine, session, locale, settings, change, onSignOut }: Props) {
  // Of this tab alone: the person in the next window may want to be disturbed.
  const [doNotDisturb, setDoNotDisturb] = useState(() => kept(sessionStorage, quiet).on === true);
  useEffect(() => keep(sessionStorage, quiet, doNotDisturb ? { on: true } : undefined), [doNotDisturb]);
  const { user, userSig, dev } = session;
  return (
    <RinglineProvider
      engine={engine}
      user={user}
      token={userSig}
      getToken={dev ? async () => (await devSession(user)).userSig : undefined}
      locale={locale}
      theme={settings.theme}
      ringtone={settings.ringtone}
      doNotDisturb={doNotDisturb}
    >
      <Inside
        session={session}
        settings={settings}
        change={change}
        doNotDisturb={doNotDisturb}
        onDoNotDisturb={setDoNotDisturb}
        onSignOut={onSignOut}
      />
    </RinglineProvider>
  );
}

interface InsideProps extends Omit<Props, 'engine' | 'locale'> {
  doNotDisturb: boolean;
  onDoNotDisturb: (on: boolean) => void;
}

function Inside({ session, settings, change, doNotDisturb, onDoNotDisturb, onSignOut }: InsideProps) {
  const say = useTexts();
  const wide = useWide();
  const log = useLog();
  const { call, dialing, ended, minimized } = useCall();
  const { call: incoming, silenced } = useIncomingCall();
  const { state, error } = useConnection();
  const { contacts, add } = useContacts(session.user);
  const { name: caller } = useProfile(incoming?.from);
  const { name } = useProfile();
  const [tab, setTab] = useState<Tab>('people');
  const busy = call !== null || dialing !== null;

  useEffect(() => {
    if (state === 'over') onSignOut(error);
  }, [state, error, onSignOut]);
  useTitle(incoming && !silenced ? say.isCalling(caller) : busy ? say.inACall : name);

  const kit = { contacts, tools: <Numbers /> };
  const home = <Home me={session.user} settings={settings} change={change} />;
  const onStage = wide && ((busy && !minimized) || ended !== null);
  return (
    <div className="shell" data-tab={tab} data-phase={onStage ? 'call' : 'idle'}>
      <Header
        settings={settings}
        change={change}
        wide={wide}
        doNotDisturb={doNotDisturb}
        onDoNotDisturb={onDoNotDisturb}
        onSignOut={() => onSignOut()}
      />
      <Silenced />
      <main className="columns">
        <h1 className="visually-hidden">{say.callsOf(name)}</h1>
        <People me={session.user} contacts={contacts} onAdd={add} />
        <div className="stage">{wide ? <CallKit placement="inline" empty={home} {...kit} /> : home}</div>
        <Hood session={session} log={log} contacts={contacts} />
      </main>
      {!wide && <CallKit {...kit} />}
      {!wide && <Tabs tab={tab} onTab={setTab} />}
    </div>
  );
}
