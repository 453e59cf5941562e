import { type HostProgram, insideCommand, type ObserveQuery } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import { programs } from '../programs.generated.js'

/**
 * Looks for the engine, plainly and through sudo, and asks it for the named container and the image. An empty name or
 * image is not asked for.
 */
export function observeProgram(dialect: Dialect, { name, image, privilege }: ObserveQuery): HostProgram {
  const { answered, rootless } = dialect.infoSays
  const { endpoint, usual, folder } = dialect.whereabouts
  const asked = [name, image, privilege, dialect.program, answered, rootless, endpoint, usual, folder]
  return { program: programs.observe, words: [...asked, ...insideCommand()] }
}
