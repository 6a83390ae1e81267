import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const rate = 48_000;

/**
 * Writes what the pages' microphones hear, a WAV file that is repeated without a seam: something like a voice that never
 * pauses. The browser's own sound is a beep each second, and whoever waits for it measures the second.
 */
export function writeVoice(file: string): void {
  const wav = Buffer.alloc(44 + 2 * rate);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + 2 * rate, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // mono
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(2 * rate, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(2 * rate, 40);
  for (let i = 0; i < rate; i++) {
    const turn = (2 * Math.PI * i) / rate;
    const voice = [150, 300, 450, 900, 1500].reduce(
      (sum, pitch) => sum + Math.sin(pitch * turn + 3 * Math.sin(5 * turn)),
      0,
    );
    wav.writeInt16LE(Math.round(5_000 * voice * (0.75 + 0.25 * Math.sin(4 * turn))), 44 + 2 * i);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, wav);
}
