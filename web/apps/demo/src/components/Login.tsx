import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { SessionError, devSession, isUser, userPattern } from '../session';
import type { Session } from '../session';
import { Avatar } from './Avatar';
import { Logo } from './Logo';

const suggested = ['alice', 'bob', 'carol', 'dave'];

interface Props {
  /** Why the session before this one ended; undefined at the first visit. */
  notice?: string | undefined;
  onSession: (session: Session) => void;
}

/** Picks a user. A server that does not hand out sessions is asked for once, then the page wants a UserSig. */
export function Login({ notice, onSession }: Props) {
  const [user, setUser] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [byHand, setByHand] = useState(false);

  const signIn = async (name: string) => {
    setUser(name);
    setBusy(true);
    setError(undefined);
    try {
      onSession(await devSession(name));
    } catch (cause) {
      if (cause instanceof SessionError && cause.failure === 'not_dev') setByHand(true);
      else setError(cause instanceof Error ? cause.message : String(cause));
      setBusy(false);
    }
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (isUser(user)) void signIn(user);
  };

  return (
    <main className="login">
      <div className="card login-card" aria-busy={busy}>
        <Logo />
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
              <h1>Who are you today?</h1>
              <p className="hint">
                Pick a name here and another one in a second window, then call from one to the other.
              </p>
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
                  <Avatar user={name} />
                  {name}
                </button>
              ))}
            </div>
            <p className="divider">or</p>
            <form onSubmit={submit}>
              <label className="field" htmlFor="user">
                Another name
                <span className="inline-form">
                  <input
                    id="user"
                    className="input"
                    value={user}
                    onChange={(event) => setUser(event.target.value.trim())}
                    pattern={userPattern}
                    title="1 to 32 letters, digits, hyphens and underscores"
                    maxLength={32}
                    required
                    autoComplete="username"
                    autoCapitalize="none"
                    spellCheck={false}
                    data-testid="user-input"
                  />
                  <button type="submit" className="button talk" disabled={busy} data-testid="login">
                    Sign in
                  </button>
                </span>
              </label>
            </form>
            {error !== undefined && (
              <p className="error" role="alert" data-testid="login-error">
                {error}
              </p>
            )}
          </>
        )}
      </div>
    </main>
  );
}

/** For a server that is not in dev mode: the UserSig comes from the app's own back end. */
function ByHand({ user, onSession }: { user: string; onSession: (session: Session) => void }) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    onSession({ app: Number(text('app')), user: text('user'), userSig: text('sig'), dev: false });
  };

  return (
    <>
      <div className="login-intro">
        <h1>Sign in with a UserSig</h1>
        <p className="hint">
          This server does not hand out sessions. Make a UserSig with <code>ringline usersig --app ID --user NAME</code>
          , or start the server with <code>--dev</code>.
        </p>
      </div>
      <form onSubmit={submit}>
        <label className="field">
          App id
          <input
            className="input"
            name="app"
            inputMode="numeric"
            pattern="[0-9]{1,10}"
            required
            data-testid="app-input"
          />
        </label>
        <label className="field">
          User
          <input
            className="input"
            name="user"
            defaultValue={user}
            pattern={userPattern}
            required
            autoCapitalize="none"
            spellCheck={false}
            data-testid="user-input"
          />
        </label>
        <label className="field">
          UserSig
          <input
            className="input"
            name="sig"
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-testid="usersig-input"
          />
        </label>
        <button type="submit" className="button talk" data-testid="login">
          Sign in
        </button>
      </form>
    </>
  );
}
