/** A place on a map the agent chooses. Nothing is fetched from anybody before he does. */
export interface Place {
  latitude: number
  longitude: number
}

/** Six digits are a hand's breadth. */
const DIGITS = 6
const ZOOM = 16

export function coordinates({ latitude, longitude }: Place): string {
  return `${Number(latitude.toFixed(DIGITS))}, ${Number(longitude.toFixed(DIGITS))}`
}

export const MAPS = {
  OpenStreetMap: ({ latitude, longitude }: Place) =>
    `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=${ZOOM}/${latitude}/${longitude}`,
  'Google Maps': ({ latitude, longitude }: Place) =>
    `https://www.google.com/maps/search/?api=1&query=${latitude}%2C${longitude}`,
  'Yandex Maps': ({ latitude, longitude }: Place) =>
    `https://yandex.com/maps/?pt=${longitude},${latitude}&z=${ZOOM}&l=map`,
} as const satisfies Record<string, (place: Place) => string>
