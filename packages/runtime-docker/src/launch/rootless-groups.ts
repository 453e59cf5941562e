import type { ContainerSpec, Trouble } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'

/**
 * Why a rootless engine cannot give a container these groups: a number means another group there than on the host. Null
 * if it can.
 */
export function refusedGroups({ rootless, dialect }: Engine, { groupAdd }: ContainerSpec): Trouble | null {
  const numbers = groupAdd.filter((group) => /^\d+$/.test(group))
  if (!rootless || numbers.length === 0) return null
  const keep =
    dialect.program === 'podman'
      ? ' and group_add to ["keep-groups"], which keeps those of the login user (with crun)'
      : ''
  return {
    reason: `a rootless engine cannot give a container the host's groups ${numbers.join(', ')}, and so none of the devices that they own`,
    remedy: `Set runtime.privilege to "sudo" for the rootful engine, or runtime.args.defaults to "none"${keep}.`,
  }
}
