import { Appearance, CopyButton, Logo } from '@ringline/look';
import type { AppearanceProps } from '@ringline/look';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useTexts } from '../language';
import { developersToken, enter, WhichApp } from '../session';
import type { Session } from '../session';
import { explain } from '../words';

interface Props extends AppearanceProps {
  /** Why the session before this one ended, if it did not end by itself. */
  notice: unknown;
  onSession: (session: Session) => void;
}

const command = 'ringline token create console --scope admin';

/** Takes a token, and from a development server gets one. */
export function Login({ notice, settings, change, onSession }: Props) {
  const say = useTexts();
  const [busy, setBusy] = useState(false);
  const [whichApp, setWhichApp] = useState(false);
  const [error, setError] = useState<unknown>(notice);

  const signIn = async (ask: () => Promise<Session>) => {
    setBusy(true);
    setError(undefined);
    try {
      onSession(await ask());
    } catch (cause) {
      if (cause instanceof WhichApp) setWhichApp(true);
      else setError(cause);
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    void signIn(() => enter(text('token'), text('app') || undefined));
  };

  return (
    <div className="login">
      <header className="login-head">
        <Logo />
        <Appearance settings={settings} change={change} />
      </header>
      <main className="card login-card" aria-busy={busy}>
        <div className="login-intro">
          <h1>{say.signInTitle}</h1>
          <p className="hint">{say.signInHint}</p>
          <div className="command">
            <code>{command}</code>
            <CopyButton text={command} label={command} bare />
          </div>
        </div>
        <form onSubmit={submit}>
          <label className="field">
            {say.token}
            <input
              className="input"
              type="password"
              name="token"
              autoComplete="off"
              spellCheck={false}
              required
              pattern="[!-~]+"
              aria-describedby="token-hint"
              data-testid="token"
            />
            <span className="hint" id="token-hint">
              {say.tokenHint}
            </span>
          </label>
          {whichApp && (
            <label className="field">
              {say.appId}
              <input
                className="input"
                name="app"
                inputMode="numeric"
                pattern="[0-9]{1,10}"
                required
                autoFocus
                data-testid="app-id"
              />
              <span className="hint">{say.appIdHint}</span>
            </label>
          )}
          {error !== undefined && (
            <p className="error" role="alert" data-testid="login-error">
              {explain(error, say)}
            </p>
          )}
          <button type="submit" className="button talk" disabled={busy} data-testid="sign-in">
            {say.signIn}
          </button>
        </form>
        <p className="divider">{say.or}</p>
        <div className="developer">
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void signIn(async () => enter(await developersToken()))}
            data-testid="developer"
          >
            {say.developer}
          </button>
          <p className="hint">{say.developerHint}</p>
        </div>
      </main>
    </div>
  );
}
