import { Icon, useLookTexts } from '@ringline/look';
import { useEffect } from 'react';

export interface Told {
  /** Counts, so that the same words are said again. */
  n: number;
  text: string;
  mood: 'good' | 'bad';
}

interface Props {
  told: Told | undefined;
  onRead: () => void;
}

/** How long good news stand there; bad ones stay until they are put away. */
const WHILE = 6000;

/** What came of something. The region is always there: screen readers only hear what comes into one. */
export function Outcome({ told, onRead }: Props) {
  const say = useLookTexts();
  useEffect(() => {
    if (told?.mood !== 'good') return;
    const timer = setTimeout(onRead, WHILE);
    return () => clearTimeout(timer);
  }, [told, onRead]);
  return (
    <div className="outcome" role="status" aria-live="polite" data-testid="outcome">
      {told && (
        <p key={told.n} data-mood={told.mood}>
          <Icon name={told.mood === 'good' ? 'check' : 'close'} />
          <span>{told.text}</span>
          {told.mood === 'bad' && (
            <button type="button" className="button small quiet" onClick={onRead}>
              {say.close}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
