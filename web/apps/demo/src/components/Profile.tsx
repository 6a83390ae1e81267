import { Sheet } from '@ringline/look';
import { useProfile, useSetProfile } from '@ringline/react';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { addressOf, faces, pathOf } from '../faces';
import { useTexts } from '../language';

/** One's own name and picture, as everybody sees them. */
export function Profile({ onClose }: { onClose: () => void }) {
  const say = useTexts();
  const { user, name, avatar } = useProfile();
  const setProfile = useSetProfile();
  const [newName, setNewName] = useState(name === user ? '' : name);
  const [picture, setPicture] = useState(() => faces.find((face) => addressOf(face) === avatar));

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = picture && addressOf(picture) !== avatar ? picture : undefined;
    const changes = { name: newName.trim(), ...(chosen && { avatar: pathOf(chosen) }) };
    void setProfile(changes).then((worked) => {
      if (worked) onClose();
    });
  };

  return (
    <Sheet title={say.yourProfile} testId="profile-sheet" onClose={onClose}>
      <form className="sheet-form" onSubmit={submit}>
        <div className="field">
          <label htmlFor="profile-name">{say.name}</label>
          <input
            id="profile-name"
            className="input"
            value={newName}
            onChange={(event) => setNewName(event.target.value)}
            placeholder={user}
            maxLength={100}
            autoComplete="name"
            aria-describedby="profile-hint"
            data-testid="profile-name"
          />
          <p className="hint" id="profile-hint">
            {say.nameHint(user)}
          </p>
        </div>
        <fieldset className="field">
          <legend>{say.picture}</legend>
          <div className="faces">
            {faces.map((face) => (
              <label key={face} className="face">
                <input
                  type="radio"
                  name="picture"
                  checked={picture === face}
                  onChange={() => setPicture(face)}
                  data-testid={`face-${face}`}
                />
                <img src={addressOf(face)} alt={say.pictures[face]} width="72" height="72" />
              </label>
            ))}
          </div>
        </fieldset>
        <button type="submit" className="button talk" data-testid="profile-save">
          {say.save}
        </button>
      </form>
    </Sheet>
  );
}
