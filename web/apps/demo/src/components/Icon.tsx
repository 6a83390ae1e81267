/** Line icons on a 24 px grid, drawn for this page. They never carry meaning alone: the button has the label. */

const handset =
  'M7.2 3.6h2.1a1 1 0 0 1 .95.7l.9 2.9a1 1 0 0 1-.35 1.1L9.3 9.5a12 12 0 0 0 5.2 5.2l1.2-1.5a1 1 0 0 1 1.1-.35l2.9.9a1 1 0 0 1 .7.95v2.1a3 3 0 0 1-3.2 3A15.4 15.4 0 0 1 4.2 6.8a3 3 0 0 1 3-3.2z';
const cam =
  'M4.5 6.5h8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM14.5 10.5l5.6-3.2a.9.9 0 0 1 1.4.8v7.8a.9.9 0 0 1-1.4.8l-5.6-3.2';
const mic = 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M9 21h6';
const strike = 'M4 4l16 16';

const paths = {
  phone: handset,
  hangup:
    'M3.3 14.2l1.6 1.6a1 1 0 0 0 1.2.15l2.6-1.5a1 1 0 0 0 .5-1l-.3-1.9a12 12 0 0 1 6.2 0l-.3 1.9a1 1 0 0 0 .5 1l2.6 1.5a1 1 0 0 0 1.2-.15l1.6-1.6a2.2 2.2 0 0 0 0-3.2 12.7 12.7 0 0 0-17.4 0 2.2 2.2 0 0 0 0 3.2z',
  camera: cam,
  cameraOff: `${cam}${strike}`,
  mic,
  micOff: `${mic}${strike}`,
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 8.5a1.5 1.5 0 0 1 1.5-1.5H18a1.5 1.5 0 0 1 1.5 1.5V19a1.5 1.5 0 0 1-1.5 1.5h-7.5A1.5 1.5 0 0 1 9 19zM6 16.5A1.5 1.5 0 0 1 4.5 15V4.9A1.4 1.4 0 0 1 5.9 3.5h7.6A1.5 1.5 0 0 1 15 5',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  speaker: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  terminal:
    'M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5zM7 10l2.5 2.3L7 14.6M12 15h4.5',
  chevron: 'M6.5 9.5L12 15l5.5-5.5',
  leave: 'M14 4.5H7A1.5 1.5 0 0 0 5.5 6v12A1.5 1.5 0 0 0 7 19.5h7M11 12h9.5M17 8.5l3.5 3.5-3.5 3.5',
  open: 'M13.5 4.5h6v6M19.5 4.5l-8 8M10 6H6.5A1.5 1.5 0 0 0 5 7.5v10A1.5 1.5 0 0 0 6.5 19h10a1.5 1.5 0 0 0 1.5-1.5V14',
  warning: 'M12 4.2l8.6 14.9a.6.6 0 0 1-.5.9H3.9a.6.6 0 0 1-.5-.9zM12 10v4.2M12 16.9v.1',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
