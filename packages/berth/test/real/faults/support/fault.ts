import type { Testbed } from '@berth/testbed'
import { Dockerd } from '../../support/index.js'

/** Something that goes wrong on one host while Berth is at work on it. */
export interface Fault {
  /** What is done, and to whom: `link cut`. */
  readonly name: string
  /** Whether it stops or starts all containers of the host, others' too. */
  readonly restarts: boolean
  /** Whether it takes the container of the host away, with all that is in it. Default is false. */
  readonly removes?: boolean
  /** Files of the host that it brings or takes. Default is none. */
  readonly files?: readonly RegExp[]
  /** Seconds in which a call that meets it ends. */
  readonly bound: number
  /** Resolves with whether it did anything: what does nothing is no fault, and is not counted. */
  cause(at: FaultyHost): Promise<boolean>
  /** Undoes what is left of it once the call has ended: the host and its engine answer then. */
  mend(at: FaultyHost): Promise<unknown>
}

/** Where a fault is caused. */
export interface FaultyHost {
  readonly testbed: Testbed
  readonly host: string
  /** The container that the call is about. */
  readonly container: string
}

const nothing = (): Promise<void> => Promise.resolve()

const done = async (work: Promise<void>): Promise<true> => {
  await work
  return true
}

/** Packets vanish, nothing is refused. */
export const linkCut: Fault = {
  name: 'link cut',
  restarts: false,
  bound: 40,
  cause: ({ testbed, host }) => done(testbed.cut(host)),
  mend: ({ testbed, host }) => testbed.heal(host),
}

/** The engine's process, whose containers outlive it or not. */
export const dockerdKilled = (liveRestore: boolean): Fault => ({
  name: `dockerd killed, then started${liveRestore ? ', with live-restore' : ''}`,
  restarts: !liveRestore,
  bound: 90,
  async cause({ testbed, host }) {
    const dockerd = new Dockerd(testbed, host)
    await dockerd.kill()
    // Long enough for a command line of the engine to see that nobody answers.
    await testbed.run(host, 'sleep 1')
    await dockerd.start(liveRestore)
    return true
  },
  mend: nothing,
})

export const dockerdStopped = (liveRestore: boolean): Fault => ({
  name: `dockerd stopped by SIGTERM, then started${liveRestore ? ', with live-restore' : ''}`,
  restarts: !liveRestore,
  bound: 90,
  async cause({ testbed, host }) {
    const dockerd = new Dockerd(testbed, host)
    await dockerd.stop(liveRestore)
    await dockerd.start(liveRestore)
    return true
  },
  mend: nothing,
})

/** It is there and says nothing, until the call has ended. */
export const dockerdHangs: Fault = {
  name: 'dockerd hung (SIGSTOP)',
  restarts: false,
  bound: 200,
  cause: ({ testbed, host }) => done(new Dockerd(testbed, host).hang()),
  mend: ({ testbed, host }) => new Dockerd(testbed, host).proceed(),
}

/** Every process dies at once, and containers are stopped; the host answers again after some seconds. */
export const powerCycle: Fault = {
  name: 'host rebooted',
  restarts: true,
  files: [/^\/(tmp|run|dev\/shm)\//],
  bound: 90,
  cause: ({ testbed, host }) => done(testbed.reboot(host)),
  mend: nothing,
}

/** By somebody who does not know of Berth; nothing happens where it is not there yet. */
export const removedByHand: Fault = {
  name: 'container removed by hand',
  restarts: false,
  removes: true,
  bound: 60,
  async cause({ testbed, host, container }) {
    const isThere = await testbed.run(host, ['docker', 'inspect', container])
    if (isThere.exitCode !== 0) return false
    const { exitCode } = await testbed.run(host, ['docker', 'rm', '--force', '--volumes', container])
    return exitCode === 0
  },
  mend: nothing,
}

/** The file system of the engine's data, on which there is nothing else. See {@link onSmallDisk}. */
export const diskFull: Fault = {
  name: 'disk of the engine full',
  restarts: false,
  bound: 90,
  // It fails in the end: there is no room any more.
  cause: async ({ testbed, host }) => (await testbed.run(host, 'cat /dev/zero >/var/lib/docker/filled')).exitCode !== 0,
  mend: ({ testbed, host }) => testbed.run(host, 'rm -f /var/lib/docker/filled'),
}

/** Gives the engine of a host a file system of its own, of 400 MB, with these images in it. */
export async function onSmallDisk(testbed: Testbed, host: string, images: readonly string[]): Promise<void> {
  const dockerd = new Dockerd(testbed, host)
  await dockerd.kill()
  await successfully(testbed, host, 'mount -t tmpfs -o size=400m,mode=710 tmpfs /var/lib/docker')
  await dockerd.start(false)
  const archives = testbed.images.filter(({ reference }) => images.includes(reference))
  for (const { hostPath } of archives) await successfully(testbed, host, `docker load --quiet --input ${hostPath}`)
}

async function successfully(testbed: Testbed, host: string, command: string): Promise<void> {
  const { exitCode, stderr } = await testbed.run(host, command)
  if (exitCode !== 0) throw new Error(`${host}: ${command}: ${stderr}`)
}
