const units = ['KiB', 'MiB', 'GiB', 'TiB'] as const

/** A number of bytes for people: `12 B`, `1.5 MiB`. */
export function bytesText(bytes: number): string {
  let [text, size] = [`${bytes} B`, bytes]
  for (const unit of units) {
    if (size < 1024) return text
    size /= 1024
    text = `${size.toFixed(1)} ${unit}`
  }
  return text
}
