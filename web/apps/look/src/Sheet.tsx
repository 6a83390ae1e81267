import { useId, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLookTexts } from './language';
import { Icon } from './Icon';

interface Props {
  title: string;
  testId: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog over the page: Escape, the cross and a click beside it close it, and the focus goes back to where it was. */
export function Sheet({ title, testId, onClose, children }: Props) {
  const say = useLookTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      className="sheet"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      data-testid={testId}
    >
      <div className="sheet-body">
        <div className="sheet-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="round" onClick={onClose} aria-label={say.close}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
