import { type Remedy, remedyText } from './remedy.js'

/** A remedy below what was seen: its first line after an arrow, the others as far in. */
export function indentedRemedy(remedy: Remedy, hosts: readonly string[] = []): string {
  return `  → ${remedyText(remedy, hosts).replaceAll('\n', '\n    ')}`
}
