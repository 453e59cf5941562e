import type { ClusterConfig } from './model/cluster-config.js'

/**
 * Whether Berth runs an sshd in each container: asked for, or `auto` with two or more hosts and a lifetime that
 * launches.
 */
export function wantsSshd({ orchestrator, container, hosts }: ClusterConfig): boolean {
  if (orchestrator !== 'container' || container === null) return false
  if (container.sshd !== 'auto') return container.sshd
  return hosts.length >= 2 && container.lifetime !== 'no_launch'
}
