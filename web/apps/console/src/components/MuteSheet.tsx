import { Sheet } from '@ringline/look';
import { useAct, useDesk } from '../desk';
import { useTexts } from '../language';
import type { Track } from '../wire';

const tracks: readonly Track[] = ['microphone', 'camera', 'screen_share'];

/** Which of somebody's tracks is to be silent. */
export function MuteSheet({ user, path, onClose }: { user: string; path: string; onClose: () => void }) {
  const say = useTexts();
  const { api } = useDesk();
  const { busy, act } = useAct();
  const mute = async (track: Track) => {
    await act(
      () => api.post(`${path}/mute`, { user, track }),
      () => say.mutedSaid(user, say.track[track]),
      { not_found: say.notSent(user, say.track[track]) },
    );
    onClose();
  };
  return (
    <Sheet title={say.muteName(user)} testId="mute-sheet" onClose={onClose}>
      <p className="hint">{say.muteHint}</p>
      <div className="choices">
        {tracks.map((track) => (
          <button
            key={track}
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void mute(track)}
            data-testid={`mute-${track}`}
          >
            {say.track[track]}
          </button>
        ))}
      </div>
    </Sheet>
  );
}
