/** Our own outlines on a 24 px grid; a library of thousands would cost more to read than these did to draw. */
const PATHS = {
  inbox: ['M4 13h4l1.5 3h5L16 13h4', 'M4 13 6.5 5h11L20 13v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z'],
  bell: ['M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15z', 'M10 21h4'],
  user: ['M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M5 20a7 7 0 0 1 14 0'],
  users: ['M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z', 'M3 20a6 6 0 0 1 12 0', 'M16 4.5a3.5 3.5 0 0 1 0 6.5', 'M18 14.5a6 6 0 0 1 3 5.5'],
  layers: ['M12 4 4 8l8 4 8-4z', 'M4 12l8 4 8-4', 'M4 16l8 4 8-4'],
  key: ['M7.5 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z', 'M11 12h9', 'M20 12v3', 'M16.5 12v2.5'],
  settings: ['M4 7h9', 'M17 7h3', 'M15 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4z', 'M4 17h3', 'M11 17h9', 'M9 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z'],
  send: ['M5 12 4 4l17 8-17 8z', 'M5 12h8'],
  clip: ['M19 11.5 12 18.5a4.5 4.5 0 0 1-6.4-6.4l7.5-7.4a3 3 0 0 1 4.2 4.2l-7.4 7.4a1.5 1.5 0 0 1-2.1-2.1L14.5 7.5'],
  check: ['M5 12.5 10 17.5 19 7'],
  checks: ['M2.5 12.5 7 17l8-9', 'M12 15.5 13.5 17l8-9'],
  clock: ['M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z', 'M12 8v4.5l3 1.5'],
  alert: ['M12 4 2.5 20h19z', 'M12 10v4', 'M12 17h.01'],
  x: ['M6 6l12 12', 'M18 6 6 18'],
  search: ['M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14z', 'M20 20l-4-4'],
  plus: ['M12 5v14', 'M5 12h14'],
  minus: ['M5 12h14'],
  forward: ['M10 6l6 6-6 6'],
  question: ['M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4', 'M12 18h.01', 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z'],
  pin: ['M12 21c4-4.5 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.5 6.5 6.5 11z', 'M12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z'],
  pass: ['M15 7l5 5-5 5', 'M20 12h-9a6 6 0 0 0-6 6v1'],
  touch: ['M9 11V5.5a1.5 1.5 0 0 1 3 0V11', 'M12 10.5a1.5 1.5 0 0 1 3 0v1a1.5 1.5 0 0 1 3 0V15a5 5 0 0 1-5 5h-1a5 5 0 0 1-4-2l-2.5-3.5c-.8-1.1.7-2.4 1.7-1.4L9 14.5V11'],
  shield: ['M12 3l7 3v5c0 4.5-3 8-7 10-4-2-7-5.5-7-10V6z', 'M12 9v4', 'M12 16h.01'],
  video: ['M4 6h11v12H4z', 'M15 10l5-3v10l-5-3z'],
  up: ['M6 14l6-6 6 6'],
  down: ['M6 10l6 6 6-6'],
  back: ['M14 6l-6 6 6 6'],
  more: ['M12 6h.01', 'M12 12h.01', 'M12 18h.01'],
  grip: ['M9 6h.01', 'M9 12h.01', 'M9 18h.01', 'M15 6h.01', 'M15 12h.01', 'M15 18h.01'],
  trash: ['M5 7h14', 'M10 7V4h4v3', 'M7 7l1 13h8l1-13', 'M10.5 11v5', 'M13.5 11v5'],
  copy: ['M9 9h10v11H9z', 'M5 15V4h10'],
  reply: ['M9 7 4 12l5 5', 'M4 12h10a6 6 0 0 1 6 6v1'],
  retry: ['M19 12a7 7 0 1 1-2-5', 'M19 4v4h-4'],
  file: ['M7 3h7l4 4v14H7z', 'M14 3v4h4'],
  download: ['M12 4v11', 'M7 11l5 5 5-5', 'M5 20h14'],
  panel: ['M4 5h16v14H4z', 'M15 5v14'],
  menu: ['M4 7h16', 'M4 12h16', 'M4 17h16'],
  sun: ['M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z', 'M12 3v1.5', 'M12 19.5V21', 'M3 12h1.5', 'M19.5 12H21', 'M5.6 5.6l1 1', 'M17.4 17.4l1 1', 'M18.4 5.6l-1 1', 'M6.6 17.4l-1 1'],
  moon: ['M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z'],
  device: ['M4 5h16v11H4z', 'M9 20h6', 'M12 16v4'],
  sound: ['M5 10v4h3l4 4V6L8 10z', 'M15.5 9a4 4 0 0 1 0 6', 'M18 6.5a8 8 0 0 1 0 11'],
  mute: ['M5 10v4h3l4 4V6L8 10z', 'M16 10l5 5', 'M21 10l-5 5'],
  play: ['M7 5l12 7-12 7z'],
  pause: ['M8 5v14', 'M16 5v14'],
  stop: ['M7 7h10v10H7z'],
  out: ['M10 4H5v16h5', 'M14 8l4 4-4 4', 'M18 12H9'],
  link: ['M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1', 'M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1'],
  external: ['M14 4h6v6', 'M20 4l-9 9', 'M18 14v6H4V6h6'],
  globe: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M3 12h18', 'M12 3c3 2.6 3.5 6 3.5 9s-.5 6.4-3.5 9c-3-2.6-3.5-6-3.5-9S9 5.6 12 3z'],
  note: ['M5 4h14v11l-5 5H5z', 'M14 20v-5h5', 'M9 9h6', 'M9 13h3'],
  flag: ['M6 21V4h12l-3 4 3 4H6'],
  keyboard: ['M3 6h18v12H3z', 'M7 10h.01', 'M11 10h.01', 'M15 10h.01', 'M8 14h8'],
  chat: ['M4 5h16v11H10l-4 4v-4H4z'],
  phone: ['M6 4h3l1.5 4.5L8.5 10a12 12 0 0 0 5.5 5.5l1.5-2L20 15v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z'],
  mail: ['M4 6h16v12H4z', 'M4 7l8 6 8-6'],
  edit: ['M4 20h4L19 9l-4-4L4 16z', 'M13 7l4 4'],
  tack: ['M9 4h6l-1 6 3 3H7l3-3z', 'M12 13v7'],
  filter: ['M4 5h16l-6 7.5V19l-4-2v-4.5z'],
  image: ['M4 5h16v14H4z', 'M4 16l5-5 4 4 3-3 4 4', 'M15 9h.01'],
} satisfies Record<string, string[]>

export type IconName = keyof typeof PATHS

interface IconProps {
  name: IconName
  size?: number
  className?: string | undefined
}

/** Always decoration: the control around it carries the name. */
export function Icon({ name, size = 18, className }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      focusable={false}
      className={className}
    >
      {PATHS[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  )
}
