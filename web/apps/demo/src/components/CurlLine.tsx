import { CopyButton } from '@ringline/look';
import { useEffect, useState } from 'react';
import { useTexts } from '../language';
import { devCurl, explain } from '../session';

interface Props {
  callId: string;
  live: boolean;
  dev: boolean;
}

/** The command with which any server of the app can end this call. Only a server in dev mode signs it for us. */
export function CurlLine({ callId, live, dev }: Props) {
  const say = useTexts();
  const [command, setCommand] = useState<string>();
  const [fault, setFault] = useState<unknown>();

  useEffect(() => {
    if (!dev) return;
    let stale = false;
    devCurl(callId).then(
      (text) => !stale && setCommand(text),
      (error: unknown) => !stale && setFault(error),
    );
    return () => {
      stale = true;
    };
  }, [callId, dev]);

  return (
    <div className="curl">
      <div className="curl-head">
        <h3>{live ? say.endFromServer : say.wouldHaveEnded}</h3>
        {command !== undefined && <CopyButton text={command} testId="curl-copy" />}
      </div>
      {command === undefined ? (
        <p className="hint">{!dev ? say.commandDevOnly : fault !== undefined && explain(fault, say)}</p>
      ) : (
        <pre tabIndex={0} role="region" aria-label={say.endCommand} data-testid="curl">
          {command}
        </pre>
      )}
      <div className="curl-id">
        <code data-testid="call-id">{callId}</code>
        <CopyButton text={callId} label={say.call(callId)} bare testId="call-id-copy" />
      </div>
    </div>
  );
}
