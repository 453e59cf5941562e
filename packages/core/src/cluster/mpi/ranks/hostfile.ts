import type { LauncherDialect } from '../launcher/launcher.js'

/** A line of a hostfile. */
export interface HostfileLine {
  /** The name or address by which other hosts reach the host. */
  readonly address: string
  /** Ranks that are to run there. */
  readonly ranks: number
}

/** The text of a hostfile as a launcher reads it. */
export function hostfile(lines: readonly HostfileLine[], dialect: LauncherDialect): string {
  return lines.map(({ address, ranks }) => `${lineOf(address, ranks, dialect)}\n`).join('')
}

function lineOf(address: string, ranks: number, dialect: LauncherDialect): string {
  switch (dialect) {
    case 'orte':
    case 'prrte':
      return `${address} slots=${ranks}`
    case 'hydra':
      return `${address}:${ranks}`
    default:
      return dialect satisfies never
  }
}
