import { useEffect, useState } from 'react';
import { devCurl } from '../session';
import { CopyButton } from './CopyButton';

interface Props {
  callId: string;
  live: boolean;
  dev: boolean;
}

/** The command with which any server of the app can end this call. Only a server in dev mode signs it for us. */
export function CurlLine({ callId, live, dev }: Props) {
  const [command, setCommand] = useState<string>();
  const [fault, setFault] = useState<string>();

  useEffect(() => {
    if (!dev) return;
    let stale = false;
    devCurl(callId).then(
      (text) => !stale && setCommand(text),
      (error: unknown) => !stale && setFault(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      stale = true;
    };
  }, [callId, dev]);

  return (
    <div className="curl">
      <h3>{live ? 'End this call from a server' : 'This would have ended the call'}</h3>
      {command === undefined ? (
        <p className="hint">
          Call <code data-testid="call-id">{callId}</code>
          {fault !== undefined && `: ${fault}`}
          {!dev && '. A server in dev mode would show the finished command here.'}
        </p>
      ) : (
        <>
          <pre tabIndex={0} aria-label="Command that ends this call" data-testid="curl">
            {command}
          </pre>
          <CopyButton text={command} label="Copy" testId="curl-copy" />
        </>
      )}
    </div>
  );
}
