import { useState } from 'react';
import type { Entry } from '../state';
import { CurlLine } from './CurlLine';
import { EventLog } from './EventLog';
import { Icon } from './Icon';

interface Props {
  /** The call that the command ends: the current one or else the last one. */
  callId: string | undefined;
  live: boolean;
  dev: boolean;
  log: readonly Entry[];
  onClose: () => void;
}

/** What goes on behind the page. */
export function Hood({ callId, live, dev, log, onClose }: Props) {
  const [open, setOpen] = useState(true);
  return (
    <section className="hood card" aria-labelledby="hood-title" id="hood" tabIndex={-1} data-open={open}>
      <h2 className="hood-head">
        <button
          type="button"
          className="hood-toggle"
          id="hood-title"
          aria-expanded={open}
          aria-controls="hood-body"
          onClick={() => setOpen(!open)}
          data-testid="hood-toggle"
        >
          <Icon name="terminal" />
          Under the hood
          <Icon name="chevron" />
        </button>
        {live && (
          <button type="button" className="round only-phone" onClick={onClose} aria-label="Close under the hood">
            <Icon name="close" />
          </button>
        )}
      </h2>
      {open && (
        <div className="hood-body" id="hood-body">
          {callId !== undefined && <CurlLine key={callId} callId={callId} live={live} dev={dev} />}
          <EventLog log={log} />
        </div>
      )}
    </section>
  );
}
