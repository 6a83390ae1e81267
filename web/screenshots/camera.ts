import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const avatars = join(import.meta.dirname, '../apps/demo/public/avatars');

/** What somebody's camera sees: one of the demo's faces in a room. */
export interface Scene {
  /** The drawing, with the eyes open and shut. Its backdrop is left out: it stands in the room. */
  open: string;
  shut: string;
  wall: [top: string, bottom: string];
  /** What hangs and stands there. */
  things: 'window' | 'shelf' | 'picture' | 'plant';
  /** How far from the middle they sit, in px. */
  aside: number;
}

const rooms: Record<string, Pick<Scene, 'wall' | 'things'> & { aside?: number }> = {
  alice: { wall: ['#f6d9ae', '#e8b97c'], things: 'window' },
  bob: { wall: ['#bfd8df', '#8db6c4'], things: 'shelf', aside: 130 },
  carol: { wall: ['#e2d3ea', '#bfa2cf'], things: 'picture' },
  dave: { wall: ['#d5ebd0', '#a2c9a0'], things: 'plant' },
  grace: { wall: ['#f7e2b0', '#e6bd62'], things: 'shelf' },
};

export async function sceneOf(face: string): Promise<Scene> {
  const svg = (await readFile(join(avatars, `${face}.svg`), 'utf8'))
    .replace(/<path id="backdrop"[^>]*>/, '')
    .replace('<svg ', '<svg width="960" height="960" ');
  const shut = svg.replace(/ry="2\.5"/g, 'ry=".5"');
  return { open: svg, shut, aside: 0, ...(rooms[face] ?? { wall: ['#ddd', '#bbb'], things: 'window' }) };
}

/** Runs in the page before its own code: its camera is the scene. The microphone stays the browser's. */
export function installCamera({ open, shut, wall, things, aside }: Scene): void {
  const image = (svg: string) => {
    const picture = new Image();
    picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    return picture;
  };
  const [awake, blinking] = [image(open), image(shut)];
  const width = 1280;
  const height = 720;
  /** Of the canvas to the drawing. */
  const scale = 0.75;

  const draw = (context: CanvasRenderingContext2D, time: number) => {
    const box = (x: number, y: number, w: number, h: number, color: string, radius = 0) => {
      context.fillStyle = color;
      context.beginPath();
      context.roundRect(x, y, w, h, radius);
      context.fill();
    };
    const light = context.createLinearGradient(0, 0, 0, height);
    light.addColorStop(0, wall[0]);
    light.addColorStop(1, wall[1]);
    context.fillStyle = light;
    context.fillRect(0, 0, width, height);
    if (things === 'window') {
      box(830, 70, 330, 400, '#fff8ea', 14);
      box(848, 88, 140, 364, '#bfe0ee');
      box(1004, 88, 138, 364, '#cde9f3');
      box(848, 330, 294, 122, '#a9cfa0');
      context.fillStyle = '#8dbb86';
      context.beginPath();
      context.arc(930, 340, 60, 0, 7);
      context.arc(1070, 350, 74, 0, 7);
      context.fill();
      box(988, 88, 16, 364, '#fff8ea');
    }
    if (things === 'shelf') {
      for (const [row, y] of [130, 320].entries()) {
        let x = 70;
        for (let book = 0; x < 340; book++) {
          const w = 24 + ((book * 13 + row * 7) % 22);
          const h = 96 + ((book * 29 + row * 17) % 48);
          const color = ['#c75b3b', '#2f6f73', '#e9c46a', '#5b6bc0', '#f3efe6', '#7d3f6b'][(book + row * 2) % 6];
          box(x, y + 150 - h, w, h, color ?? '#fff', 4);
          x += w + 5;
        }
        box(50, y + 150, 330, 14, '#7c5a3c', 4);
      }
    }
    if (things === 'picture') {
      box(110, 90, 270, 210, '#fffdf8', 8);
      box(132, 112, 226, 166, '#f0b7a4', 4);
      context.fillStyle = '#8f6aa8';
      context.beginPath();
      context.arc(245, 240, 74, 3.14, 6.29);
      context.fill();
      box(132, 238, 226, 40, '#6d8fb0', 4);
      box(930, 120, 170, 170, '#fffdf8', 85);
      box(1011, 140, 8, 70, '#4a3b52', 4);
      box(1011, 201, 58, 8, '#4a3b52', 4);
    }
    if (things === 'plant') {
      box(950, 520, 150, 200, '#c75b3b', 18);
      context.fillStyle = '#3f8a55';
      for (const [angle, length] of [
        [-0.9, 250],
        [-0.45, 320],
        [0, 350],
        [0.45, 310],
        [0.9, 240],
      ] as const) {
        context.save();
        context.translate(1025, 530);
        context.rotate(angle + Math.sin(time / 1700 + angle) * 0.015);
        context.beginPath();
        context.ellipse(0, -length / 2, 38, length / 2, 0, 0, 7);
        context.fill();
        context.restore();
      }
      box(120, 110, 190, 240, '#fffdf8', 8);
      box(140, 130, 150, 200, '#f4d58d', 4);
    }
    const sway = Math.sin(time / 900) * 7;
    const nod = Math.sin(time / 620) * 4;
    const blink = time % 3700 < 140;
    context.save();
    context.translate(width / 2 + aside + sway, height + 24);
    context.rotate(sway / 700);
    context.drawImage(blink ? blinking : awake, -310, -620 + nod, 620, 620);
    context.restore();
  };

  const camera = (): MediaStreamTrack => {
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = height * scale;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.scale(scale, scale);
    const timer = setInterval(() => draw(context, performance.now()), 100);
    const [track] = canvas.captureStream(10).getVideoTracks();
    if (!track) throw new Error('no picture from the canvas');
    const stop = track.stop.bind(track);
    track.stop = () => {
      clearInterval(timer);
      stop();
    };
    return track;
  };

  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    if (!constraints?.video) return getUserMedia(constraints);
    const stream = new MediaStream([camera()]);
    if (constraints.audio) {
      const voice = await getUserMedia({ audio: constraints.audio });
      for (const track of voice.getTracks()) stream.addTrack(track);
    }
    return stream;
  };
}
