import type { VolumeSpec } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'

/** What an engine's mounts depend on. */
export type MountDialect = Pick<Dialect, 'makesSources' | 'mountFields'>

/** The flags of one mount, and the path on the host that must exist where the engine would make a missing one. */
export interface MountFlags {
  readonly argv: readonly string[]
  readonly mustExist: string | null
}

/**
 * One mount as `--mount`, which fails where the source is missing, at every start, and can hold any character. Options
 * that it does not know (Docker's `z` and `Z`, and the engine's rarer ones) need `--volume`, by which some engines make
 * a missing source: there the launch looks for it first.
 */
export function mountFlags(volume: VolumeSpec, dialect: MountDialect): MountFlags {
  const { target, options } = volume
  const bind = volume.kind === 'bind'
  const source = bind ? volume.source : volume.name
  const words = (options ?? '').split(',').filter((word) => word !== '')
  const fields = words.map((word) => mountField(word, bind, dialect))
  if (fields.includes(null)) {
    return {
      argv: ['--volume', `${source}:${target}:${words.join(',')}`],
      mustExist: bind && dialect.makesSources ? source : null,
    }
  }
  const record = [
    `type=${bind ? 'bind' : 'volume'}`,
    `source=${source}`,
    `target=${target}`,
    ...fields.filter((field): field is string => field !== null && field !== ''),
  ]
  return { argv: ['--mount', record.map(csvField).join(',')], mustExist: null }
}

/**
 * One option in the words of `--mount`; empty for an option that says the default, null for an option that `--mount`
 * does not have.
 */
function mountField(word: string, bind: boolean, { mountFields }: MountDialect): string | null {
  switch (word) {
    case 'rw':
      return ''
    case 'ro':
    case 'readonly':
      return 'readonly'
    case 'private':
    case 'rprivate':
    case 'shared':
    case 'rshared':
    case 'slave':
    case 'rslave':
      return bind ? `bind-propagation=${word}` : null
    case 'nocopy':
      return bind ? null : 'volume-nocopy'
    default:
      return bind && Object.hasOwn(mountFields, word) ? (mountFields[word] ?? null) : null
  }
}

function csvField(field: string): string {
  return /[",\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
