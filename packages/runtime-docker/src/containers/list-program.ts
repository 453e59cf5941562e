import type { HostProgram } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** Lists containers which have all these labels. */
export function listProgram(labels: Readonly<Record<string, string>>, { dialect, reachedBy }: Engine): HostProgram {
  const filters = Object.entries(labels).flatMap(([name, value]) => ['--filter', `label=${name}=${value}`])
  return { program: programs.list, words: [reachedBy, dialect.program, dialect.idField, ...filters] }
}
