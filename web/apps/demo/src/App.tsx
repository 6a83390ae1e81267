import { TUICallEngine } from '@ringline/call-engine';
import type { CallEngine } from '@ringline/call-engine';
import { useCallback, useEffect, useState } from 'react';
import { Login } from './components/Login';
import { Room } from './components/Room';
import { devSession, isUser, loadSession, saveSession } from './session';
import type { Session } from './session';

interface Here {
  engine: CallEngine;
  session: Session;
}

/** The user in the address, as a link to "a second window as bob" carries it. */
function invited(): string | undefined {
  const user = new URLSearchParams(location.search).get('user');
  return user !== null && isUser(user) ? user : undefined;
}

function resume(): Session | undefined {
  const session = loadSession();
  const user = invited();
  return user === undefined || session?.user === user ? session : undefined;
}

function enter(session: Session): Here {
  saveSession(session);
  return { session, engine: TUICallEngine.createInstance({ SDKAppID: session.app }) };
}

/** Logged in or not. */
export function App() {
  const [here, setHere] = useState<Here | undefined>(() => {
    const session = resume();
    return session && enter(session);
  });
  const [notice, setNotice] = useState<string>();

  const signIn = useCallback((session: Session) => {
    setNotice(undefined);
    setHere(enter(session));
  }, []);

  useEffect(() => {
    const user = invited();
    if (user === undefined || here) return;
    devSession(user).then(signIn, (error: unknown) =>
      setNotice(error instanceof Error ? error.message : String(error)),
    );
    // Only what the page was opened with counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const signOut = useCallback(
    (why?: string) => {
      saveSession(undefined);
      history.replaceState(null, '', location.pathname);
      // The next engine can only be made once this one is gone.
      void here?.engine.destroyInstance().finally(() => {
        setNotice(why);
        setHere(undefined);
      });
    },
    [here],
  );

  if (!here) return <Login notice={notice} onSession={signIn} />;
  return <Room key={here.session.user} engine={here.engine} session={here.session} onSignOut={signOut} />;
}
