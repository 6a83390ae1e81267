import { Appearance, Logo } from '@ringline/look';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { addressOf, suggested } from '../faces';
import { useTexts } from '../language';
import { SessionError, devSession, explain, isUser, userPattern } from '../session';
import type { Session } from '../session';
import type { Look } from '../settings';

interface Props extends Look {
  /** Why the session before this one ended; undefined at the first visit. */
  notice?: string | undefined;
  onSession: (session: Session) => void;
}

/** Picks a user. A server that does not hand out sessions is asked for once, then the page wants a UserSig. */
export function Login({ notice, settings, change, onSession }: Props) {
  const say = useTexts();
  const [user, setUser] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [byHand, setByHand] = useState(false);

  const signIn = async (name: string) => {
    setUser(name);
    setBusy(true);
    setError(undefined);
    try {
      onSession(await devSession(name));
    } catch (cause) {
      if (cause instanceof SessionError && cause.failure === 'not_dev') setByHand(true);
      else setError(cause);
      setBusy(false);
    }
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isUser(user)) void signIn(user);
  };

  return (
    <div className="login">
      <header className="login-head">
        <Logo />
        <Appearance settings={settings} change={change} />
      </header>
      <main className="card login-card" aria-busy={busy}>
        {notice !== undefined && (
          <p className="error" role="alert" data-testid="signed-out">
            {notice}
          </p>
        )}
        {byHand ? (
          <ByHand user={user} onSession={onSession} />
        ) : (
          <>
            <div className="login-intro">
              <h1>{say.whoAreYou}</h1>
              <p className="hint">{say.whoAreYouHint}</p>
            </div>
            <div className="suggestions">
              {suggested.map((name) => (
                <button
                  key={name}
                  type="button"
                  className="suggestion"
                  disabled={busy}
                  onClick={() => void signIn(name)}
                  data-testid={`suggest-${name}`}
                >
                  <img src={addressOf(name)} alt="" width="72" height="72" />
                  {name}
                </button>
              ))}
            </div>
            <p className="divider">{say.or}</p>
            <form onSubmit={submit}>
              <label className="field" htmlFor="user">
                {say.anotherName}
              </label>
              <div className="inline-form">
                <input
                  id="user"
                  className="input"
                  value={user}
                  onChange={(event) => setUser(event.target.value.trim())}
                  pattern={userPattern}
                  title={say.nameRule}
                  maxLength={32}
                  required
                  autoComplete="username"
                  autoCapitalize="none"
                  spellCheck={false}
                  data-testid="user-input"
                />
                <button type="submit" className="button talk" disabled={busy} data-testid="login">
                  {say.signIn}
                </button>
              </div>
            </form>
            {error !== undefined && (
              <p className="error" role="alert" data-testid="login-error">
                {explain(error, say)}
              </p>
            )}
          </>
        )}
      </main>
    </div>
  );
}

/** For a server that is not in dev mode: the UserSig comes from the app's own back end. */
function ByHand({ user, onSession }: { user: string; onSession: (session: Session) => void }) {
  const say = useTexts();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    onSession({ app: Number(text('app')), user: text('user'), userSig: text('sig'), dev: false });
  };
  const plain = { autoCapitalize: 'none', spellCheck: false, required: true, className: 'input' } as const;
  return (
    <>
      <div className="login-intro">
        <h1>{say.signInByHand}</h1>
        <p className="hint">{say.signInByHandHint}</p>
        <pre className="commands">ringline usersig --app ID --user NAME{'\n'}ringline serve --dev</pre>
      </div>
      <form onSubmit={submit}>
        <label className="field">
          {say.appId}
          <input {...plain} name="app" inputMode="numeric" pattern="[0-9]{1,10}" data-testid="app-input" />
        </label>
        <label className="field">
          {say.user}
          <input {...plain} name="user" defaultValue={user} pattern={userPattern} data-testid="user-input" />
        </label>
        <label className="field">
          UserSig
          <input {...plain} name="sig" autoComplete="off" data-testid="usersig-input" />
        </label>
        <button type="submit" className="button talk" data-testid="login">
          {say.signIn}
        </button>
      </form>
    </>
  );
}
