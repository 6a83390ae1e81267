import { saveLook, TagContext, useLanguage, useTheme } from '@ringline/look';
import type { LookSettings } from '@ringline/look';
import { useCallback, useEffect, useState } from 'react';
import { Refusal } from './api';
import { Login } from './components/Login';
import { Shell } from './components/Shell';
import { Loading } from './components/States';
import { LanguageContext, loadLanguage } from './language';
import type { Language } from './language';
import { enter, keepToken, keptToken, may } from './session';
import type { Session } from './session';

interface Props {
  look: LookSettings;
  language: Language;
}

/** Signed in or not. */
export function App({ look: before, language: first }: Props) {
  const [settings, setSettings] = useState(before);
  const language = useLanguage(settings.language, first, loadLanguage);
  const [kept] = useState(keptToken);
  const [session, setSession] = useState<Session>();
  /** A token from before the reload is looked at first. */
  const [resuming, setResuming] = useState(kept !== undefined);
  const [notice, setNotice] = useState<unknown>();

  useTheme(settings.theme);
  useEffect(() => saveLook(settings), [settings]);
  useEffect(() => {
    document.documentElement.lang = language.tag;
  }, [language]);
  const change = useCallback((changes: Partial<LookSettings>) => setSettings((all) => ({ ...all, ...changes })), []);

  useEffect(() => {
    if (!kept) return;
    enter(kept.token, kept.app)
      .then(
        (resumed) => setSession({ ...resumed, ...(kept.last !== undefined && { last: kept.last }) }),
        (error: unknown) => {
          // A server that is away may be back at the next reload.
          if (error instanceof Refusal && error.status === 401) keepToken(undefined);
          setNotice(error);
        },
      )
      .finally(() => setResuming(false));
  }, [kept]);

  const signIn = useCallback((made: Session) => {
    const [app] = made.apps;
    keepToken({ token: made.token, ...(app && !may(made.identity, 'apps:read') && { app: app.id }) });
    setNotice(undefined);
    setSession(made);
  }, []);
  const signOut = useCallback((why?: unknown) => {
    keepToken(undefined);
    history.replaceState(null, '', location.pathname);
    setNotice(why);
    setSession(undefined);
  }, []);

  return (
    <LanguageContext.Provider value={language}>
      <TagContext.Provider value={language.tag}>
        {session ? (
          <Shell session={session} settings={settings} change={change} onSignOut={signOut} />
        ) : resuming ? (
          <main>
            <Loading />
          </main>
        ) : (
          <Login notice={notice} settings={settings} change={change} onSession={signIn} />
        )}
      </TagContext.Provider>
    </LanguageContext.Provider>
  );
}
