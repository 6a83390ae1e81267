import { Appearance, Icon, Logo, useTitle } from '@ringline/look';
import type { AppearanceProps, IconName } from '@ringline/look';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Api, Refusal } from '../api';
import { DeskContext, useDesk } from '../desk';
import type { Desk } from '../desk';
import { keepFocus } from '../focus';
import { useTexts } from '../language';
import { pages, parse, to, useHash } from '../route';
import type { PageName, Route } from '../route';
import { keepLast, may } from '../session';
import type { Session } from '../session';
import { CallPage } from './CallPage';
import { Calls } from './Calls';
import { DeliveryPage } from './DeliveryPage';
import { Outcome } from './Outcome';
import type { Told } from './Outcome';
import { Overview } from './Overview';
import { Records } from './Records';
import { NoRight } from './States';
import { UserPage } from './UserPage';
import { Users } from './Users';
import { Webhooks } from './Webhooks';

interface Props extends AppearanceProps {
  session: Session;
  onSignOut: (why?: unknown) => void;
}

const icons: Record<PageName, IconName> = {
  overview: 'pulse',
  calls: 'phone',
  records: 'clock',
  users: 'people',
  webhooks: 'webhook',
};

/** The frame: which app, where to go, and the page that one is on. */
export function Shell({ session, settings, change, onSignOut }: Props) {
  const say = useTexts();
  const hash = useHash();
  const route = useMemo(() => parse(hash), [hash]);
  const { identity, apps, token, last } = session;
  const [app, setApp] = useState((apps.find(({ id }) => id === last) ?? apps[0])?.id ?? '');
  const [told, setTold] = useState<Told>();
  useTitle(`${say.pages[route.page]} · ${say.console}`);

  const tell = useCallback((text: string, mood: 'good' | 'bad' = 'good') => {
    setTold((before) => ({ n: (before?.n ?? 0) + 1, text, mood }));
  }, []);
  const desk = useMemo<Desk>(
    () => ({
      api: new Api(token, () => onSignOut(new Refusal('unauthorized', 401))),
      app,
      may: (scope) => may(identity, scope),
      tell,
    }),
    [token, app, identity, tell, onSignOut],
  );

  const main = useRef<HTMLElement>(null);
  const { api } = desk;
  useEffect(() => () => api.close(), [api]);

  useEffect(() => keepFocus(document.body, () => main.current), []);

  // Who comes to another page begins at its top, also without eyes.
  const place = `${route.page}/${route.id ?? ''}`;
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    main.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [place]);

  const choose = (id: string) => {
    setApp(id);
    if (route.id !== undefined) location.hash = to(route.page);
    keepLast(id);
  };

  return (
    <DeskContext.Provider value={desk}>
      <div className="console">
        <a
          className="skip"
          href={hash || '#/'}
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          {say.skip}
        </a>
        <header className="bar">
          <a className="home" href={to('overview')}>
            <Logo />
            <span className="where">{say.console}</span>
          </a>
          <div className="tools">
            {apps.length > 1 ? (
              <label className="pick app-pick">
                <Icon name="sliders" />
                <span className="visually-hidden">{say.app}</span>
                <select value={app} onChange={(event) => choose(event.target.value)} data-testid="app">
                  {apps.map(({ id, name, disabled }) => (
                    <option key={id} value={id}>
                      {`${name || id} · ${id}${disabled ? ` (${say.disabled})` : ''}`}
                    </option>
                  ))}
                </select>
              </label>
            ) : (
              <span className="app-only" data-testid="app">
                {[apps[0]?.name, app].filter(Boolean).join(' · ')}
              </span>
            )}
            <Appearance settings={settings} change={change} />
            <button
              type="button"
              className="round"
              onClick={() => onSignOut()}
              aria-label={say.signOut}
              title={`${say.signOut}. ${say.signedInAs(identity.name)}`}
              data-testid="sign-out"
            >
              <Icon name="leave" />
            </button>
          </div>
        </header>
        <nav className="nav" aria-label={say.console}>
          {pages.map((one) => (
            <a
              key={one}
              href={to(one)}
              aria-current={one === route.page ? 'page' : undefined}
              data-testid={`nav-${one}`}
            >
              <Icon name={icons[one]} />
              {say.pages[one]}
            </a>
          ))}
        </nav>
        <main className="main" ref={main} tabIndex={-1} key={app}>
          <Page route={route} />
        </main>
        <Outcome told={told} onRead={() => setTold(undefined)} />
      </div>
    </DeskContext.Provider>
  );
}

/** What a token needs to see them. The first page shows what it may. */
const needs: Partial<Record<PageName, string>> = {
  calls: 'calls:read',
  records: 'records:read',
  users: 'users:read',
  webhooks: 'webhooks:read',
};

function Page({ route: { page, id, query } }: { route: Route }) {
  const say = useTexts();
  const { may } = useDesk();
  const scope = needs[page];
  if (scope && !may(scope))
    return (
      <>
        <h1>{say.pages[page]}</h1>
        <NoRight scope={scope} />
      </>
    );
  switch (page) {
    case 'overview':
      return <Overview />;
    case 'calls':
      return id === undefined ? <Calls query={query} /> : <CallPage key={id} id={id} />;
    case 'records':
      return <Records query={query} />;
    case 'users':
      return id === undefined ? <Users query={query} /> : <UserPage key={id} id={id} />;
    case 'webhooks':
      return id === undefined ? <Webhooks query={query} /> : <DeliveryPage key={id} id={id} />;
  }
}
