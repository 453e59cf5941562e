const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** A number of bytes for people: `412 bytes`, `3.4 MiB`. */
export function bytesText(bytes: number): string {
  const power = units.findLastIndex((_, index) => bytes >= 1024 ** index)
  const unit = units[Math.max(power, 0)] ?? 'bytes'
  return power < 1 ? `${bytes} ${unit}` : `${(bytes / 1024 ** power).toFixed(1)} ${unit}`
}
