/** Outlines of 24 px; the button around one carries the name. */

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  attach: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7',
  send: 'M4 12h15M13 6l6 6-6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  file: 'M14 3H6v18h12V7zM14 3v4h4',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4',
  bell_off: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4M3 3l18 18',
}

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
