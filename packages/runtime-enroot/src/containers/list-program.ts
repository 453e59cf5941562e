import type { HostProgram } from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'

/** Lists the containers that Berth made, with their labels. */
export function listProgram({ reachedBy, data }: Engine): HostProgram {
  return asUser(reachedBy, programs.list, [data])
}
