import { TagContext, useLanguage, useTheme } from '@ringline/look';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Login } from './components/Login';
import { Room } from './components/Room';
import { EngineWithFaces } from './faces';
import { LanguageContext, loadLanguage } from './language';
import type { Language } from './language';
import { devSession, explain, isUser, loadSession, saveSession } from './session';
import type { Session } from './session';
import { saveSettings } from './settings';
import type { Settings } from './settings';

interface Here {
  engine: EngineWithFaces;
  session: Session;
}

/** The user in the address, as a link to "a second window as bob" carries it. */
function invited(): string | undefined {
  const user = new URLSearchParams(location.search).get('user');
  return user !== null && isUser(user) ? user : undefined;
}

function resume(): Here | undefined {
  const session = loadSession();
  const user = invited();
  return session && (user === undefined || session.user === user) ? enter(session) : undefined;
}

function enter(session: Session): Here {
  saveSession(session);
  return { session, engine: new EngineWithFaces({ SDKAppID: session.app }) };
}

interface Props {
  settings: Settings;
  language: Language;
}

/** Logged in or not. */
export function App({ settings: before, language: first }: Props) {
  const [settings, setSettings] = useState(before);
  const language = useLanguage(settings.language, first, loadLanguage);
  const [here, setHere] = useState<Here | undefined>(resume);
  const [notice, setNotice] = useState<string>();
  const { texts } = language;

  useEffect(() => saveSettings(settings), [settings]);
  useTheme(settings.theme);
  useEffect(() => {
    document.documentElement.lang = language.locale.tag;
  }, [language]);

  const change = useCallback((changes: Partial<Settings>) => setSettings((all) => ({ ...all, ...changes })), []);
  const look = useMemo(() => ({ settings, change }), [settings, change]);

  const signIn = useCallback((session: Session) => {
    setNotice(undefined);
    setHere(enter(session));
  }, []);

  useEffect(() => {
    const user = invited();
    if (user === undefined || here) return;
    devSession(user).then(signIn, (error: unknown) => setNotice(explain(error, texts)));
    // Only what the page was opened with counts.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const signOut = useCallback(
    (why?: string) => {
      saveSession(undefined);
      history.replaceState(null, '', location.pathname);
      void here?.engine.destroyInstance().catch(() => undefined);
      setNotice(why);
      setHere(undefined);
    },
    [here],
  );

  return (
    <LanguageContext.Provider value={language}>
      <TagContext.Provider value={language.tag}>
        {here ? (
          <Room
            key={here.session.user}
            engine={here.engine}
            session={here.session}
            locale={language.locale}
            {...look}
            onSignOut={signOut}
          />
        ) : (
          <Login notice={notice} {...look} onSession={signIn} />
        )}
      </TagContext.Provider>
    </LanguageContext.Provider>
  );
}
