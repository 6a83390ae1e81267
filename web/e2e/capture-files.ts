import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Chromium's fake camera and microphone show and play instead of their own pattern and beep. */
export function captureFiles(): { video: string; audio: string } {
  const dir = mkdtempSync(join(tmpdir(), 'ringline-capture-'));
  const video = join(dir, 'detail.y4m');
  const audio = join(dir, 'noise.wav');
  writeFileSync(video, detail(640, 360, 8));
  writeFileSync(audio, noise(48_000, 5));
  return { video, audio };
}

/** A picture full of edges, and nobody in it: a chessboard with a light that wanders over it. YUV4MPEG2. */
function detail(width: number, height: number, frames: number): Buffer {
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F20:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < frames; frame++) {
    const luma = Buffer.alloc(width * height);
    const lit = Math.floor((frame * width) / frames / 8);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const white = ((x >> 3) + (y >> 3)) % 2 === 0;
        luma[y * width + x] = (white ? 220 : 30) + (x >> 3 === lit ? 20 : 0);
      }
    }
    parts.push(Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128));
  }
  return Buffer.concat(parts);
}

/** White noise, the same each time: 16 bits, mono. WAV. */
function noise(rate: number, seconds: number): Buffer {
  const samples = rate * seconds;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // channels
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  let seed = 1;
  for (let i = 0; i < samples; i++) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    wav.writeInt16LE(Math.round((seed / 0x7fffffff - 0.5) * 0.4 * 32_767), 44 + i * 2);
  }
  return wav;
}
