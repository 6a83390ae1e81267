/** Line icons on a 24 px grid, drawn for this kit. They never carry meaning alone: the button has the label. */

const handset =
  'M7.2 3.6h2.1a1 1 0 0 1 .95.7l.9 2.9a1 1 0 0 1-.35 1.1L9.3 9.5a12 12 0 0 0 5.2 5.2l1.2-1.5a1 1 0 0 1 1.1-.35l2.9.9a1 1 0 0 1 .7.95v2.1a3 3 0 0 1-3.2 3A15.4 15.4 0 0 1 4.2 6.8a3 3 0 0 1 3-3.2z';
const cam =
  'M4.5 6.5h8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM14.5 10.5l5.6-3.2a.9.9 0 0 1 1.4.8v7.8a.9.9 0 0 1-1.4.8l-5.6-3.2';
const mic = 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M9 21h6';
const display = 'M4.5 4.5h15a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM8.5 20h7';
const strike = 'M4 4l16 16';

const paths = {
  phone: handset,
  hangup:
    'M3.3 14.2l1.6 1.6a1 1 0 0 0 1.2.15l2.6-1.5a1 1 0 0 0 .5-1l-.3-1.9a12 12 0 0 1 6.2 0l-.3 1.9a1 1 0 0 0 .5 1l2.6 1.5a1 1 0 0 0 1.2-.15l1.6-1.6a2.2 2.2 0 0 0 0-3.2 12.7 12.7 0 0 0-17.4 0 2.2 2.2 0 0 0 0 3.2z',
  camera: cam,
  cameraOff: `${cam}${strike}`,
  mic,
  micOff: `${mic}${strike}`,
  screen: `${display}M12 13.5v-6M9.2 10l2.8-2.6 2.8 2.6`,
  screenOff: `${display}M9.5 8l5 5M14.5 8l-5 5`,
  invite: 'M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 20a6.5 6.5 0 0 1 10.2-5.3M18 14.5v6M15 17.5h6',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  grid: 'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z',
  spotlight: 'M4.5 5h15v9.5h-15zM4.5 18h3.5M10.25 18h3.5M16 18h3.5',
  minimize: 'M4.5 5.5h15v13h-15zM12 12.5h5v3.5h-5z',
  expand: 'M14 4.5h5.5V10M19.5 4.5l-6 6M10 19.5H4.5V14M4.5 19.5l6-6',
  move: 'M12 3.5v17M3.5 12h17M9.5 6L12 3.5 14.5 6M9.5 18l2.5 2.5 2.5-2.5M6 9.5L3.5 12 6 14.5M18 9.5l2.5 2.5-2.5 2.5',
  pin: 'M9 4h6l-.7 6.2 3 2.8v1.5H6.7V13l3-2.8zM12 14.5V20.5',
  flip: 'M4 9a8 8 0 0 1 14-2.5M20 15a8 8 0 0 1-14 2.5M18.5 3v4h-4M5.5 21v-4h4',
  speaker: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  in: 'M18 6L7 17M7 9v8h8',
  out: 'M6 18L17 7M9 7h8v8',
  missed: 'M3.5 7.5l7 7 9-9M13.5 5.5h6v6',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.3l2.8 1.7',
  warning: 'M12 4.2l8.6 14.9a.6.6 0 0 1-.5.9H3.9a.6.6 0 0 1-.5-.9zM12 10v4.2M12 16.9v.1',
  refresh: 'M19.5 11A7.6 7.6 0 1 0 18 16.5M19.8 5.5V11h-5.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="rl-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
