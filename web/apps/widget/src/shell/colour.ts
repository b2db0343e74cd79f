/** The more legible of black and white on a colour, by the luminance of WCAG. */

/** Above this luminance black has the higher contrast: (L + .05)² = 1.05 × .05. */
const BALANCE = 0.179

export const HEX = /^#[\da-f]{6}$/i

export function foreground(hex: string): '#000' | '#fff' {
  const part = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) > BALANCE ? '#000' : '#fff'
}
