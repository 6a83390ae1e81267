import { Icon } from '@ringline/look';
import { CallHistory } from '@ringline/react';
import { useMemo } from 'react';
import { useTexts } from '../language';
import type { Look } from '../settings';

interface Props extends Look {
  me: string;
}

/** Nothing is going on: what was, and at first what one can do. */
export function Home({ me, settings, change }: Props) {
  return (
    <div className="home">
      {!settings.stepsDone && <Steps me={me} onDone={() => change({ stepsDone: true })} />}
      <section className="card home-history">
        <CallHistory pageSize={10} />
      </section>
    </div>
  );
}

function Steps({ me, onDone }: { me: string; onDone: () => void }) {
  const say = useTexts();
  const other = me === 'bob' ? 'alice' : 'bob';
  const address = useMemo(() => {
    const url = new URL(location.href);
    url.search = `?user=${other}`;
    return url.href;
  }, [other]);
  return (
    <section className="steps card" aria-labelledby="steps-title" data-testid="steps">
      <div className="steps-head">
        <h2 id="steps-title">{say.firstSteps}</h2>
        <button type="button" className="button small quiet" onClick={onDone} data-testid="steps-done">
          {say.gotIt}
        </button>
      </div>
      <ol>
        <li>
          <h3>{say.stepWindow}</h3>
          <p>{say.stepWindowHint}</p>
          <a className="button small talk" href={address} target="_blank" rel="noopener" data-testid="second-window">
            <Icon name="open" />
            {say.secondWindow(other)}
          </a>
        </li>
        <li>
          <h3>{say.stepCall}</h3>
          <p>{say.stepCallHint}</p>
        </li>
        <li>
          <h3>{say.stepEnd}</h3>
          <p>{say.stepEndHint}</p>
        </li>
      </ol>
    </section>
  );
}
