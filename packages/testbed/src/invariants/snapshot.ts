import { existsSync } from 'node:fs'
import type { HostReference, Testbed } from '../contract/testbed.js'
import type { HostSnapshot, HostsSnapshot } from './host-snapshot.js'
import { lookAtDocker } from './look-at-docker.js'
import { LOOK_PROGRAM } from './look-program.js'
import { readLook } from './read-look.js'

/** Where hosts can be looked at from outside, with nothing of Berth between. */
export type Looking = Pick<Testbed, 'hosts' | 'host' | 'run' | 'pathOn'>

/**
 * Looks at hosts, all at once and each in one command and some questions to its Docker: containers, images and volumes
 * of all engines, processes, logins, and files in the places where Berth could leave some. Default hosts are all.
 * Rejects where a host or one of its engines does not answer.
 */
export async function snapshot(
  testbed: Looking,
  hosts: readonly HostReference[] = testbed.hosts,
): Promise<HostsSnapshot> {
  return new Map(
    await Promise.all(
      hosts.map(async (host) => {
        const { name } = testbed.host(host)
        const look = await lookAt(testbed, name).catch((cause: unknown) => {
          const reason = cause instanceof Error ? cause.message : String(cause)
          throw new Error(`${name} could not be looked at: ${reason}`, { cause })
        })
        return [name, look] as const
      }),
    ),
  )
}

/** A dockerd that was started once has made it: where it is, and nobody answers, nothing is known. */
const dockerData = '/var/lib/docker/containers'
const noDocker = { containers: [], images: [], volumes: [] }

async function lookAt(testbed: Looking, host: string): Promise<HostSnapshot> {
  const socket = testbed.pathOn(host, '/run/docker.sock')
  const [{ stdout }, docker] = await Promise.all([
    testbed.run(host, LOOK_PROGRAM),
    existsSync(socket) || existsSync(testbed.pathOn(host, dockerData)) ? lookAtDocker(socket) : noDocker,
  ])
  const { containers, images, volumes, ...looked } = readLook(stdout)
  const all = [...docker.containers, ...containers]
  return {
    ...looked,
    containers: new Map(all.map((container) => [`${container.engine} ${container.id}`, container])),
    images: new Set([...docker.images, ...images]),
    volumes: new Set([...docker.volumes, ...volumes]),
  }
}
