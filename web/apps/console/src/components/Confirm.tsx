import { Sheet } from '@ringline/look';
import { useTexts } from '../language';

interface Props {
  title: string;
  hint: string;
  /** What the button says that does it. */
  action: string;
  busy: boolean;
  onDo: () => void;
  onClose: () => void;
}

/** Asks before something that hurts. */
export function Confirm({ title, hint, action, busy, onDo, onClose }: Props) {
  const say = useTexts();
  return (
    <Sheet title={title} testId="confirm" onClose={onClose}>
      <p className="hint">{hint}</p>
      <div className="sheet-actions">
        <button type="button" className="button" onClick={onClose} data-testid="confirm-no">
          {say.cancel}
        </button>
        <button type="button" className="button danger" disabled={busy} onClick={onDo} data-testid="confirm-yes">
          {action}
        </button>
      </div>
    </Sheet>
  );
}
