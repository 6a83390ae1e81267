import { useEffect, useState } from 'react';
import { Icon } from './Icon';
import { useLookTexts } from './language';

interface Props {
  text: string;
  /** What it is, for those who do not see what stands beside the button. */
  label?: string;
  /** Without words, but for what went wrong. */
  bare?: boolean;
  testId?: string;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label, bare = false, testId }: Props) {
  const say = useLookTexts();
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');

  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    // Plain HTTP from another machine has no clipboard; the text beside the button can be selected.
    if (!isSecureContext) {
      setState('failed');
      return;
    }
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };

  const words = state === 'copied' ? say.copied : state === 'failed' ? say.copyByHand : say.copy;
  return (
    <button
      type="button"
      className={bare ? 'button small quiet' : 'button small'}
      onClick={copy}
      title={label ? `${say.copy}: ${label}` : undefined}
      data-testid={testId}
    >
      <Icon name={state === 'copied' ? 'check' : 'copy'} />
      <span aria-live="polite" className={bare && state !== 'failed' ? 'visually-hidden' : undefined}>
        {words}
        {label && <span className="visually-hidden">: {label}</span>}
      </span>
    </button>
  );
}
