import type { ContainerRuntime } from '@berth/core'
import { dockerRuntime, podmanRuntime } from '@berth/runtime-docker'
import { describeReal, type SharedHosts } from '../../../../testbed/test/real-test.js'
import { dockerView, type EngineView, podmanView } from './engine-views.js'

/** An engine that the policy must hold for: how Berth comes to it, and how a test does, as root on the host. */
export interface EngineKind {
  readonly program: 'docker' | 'podman'
  /** Who logs in. */
  readonly username: string
  readonly home: string
  runtime(): ContainerRuntime
  /** How a test looks at it. */
  readonly view: EngineView
  /** Shell commands that make the engine fail to answer, and that undo it. */
  readonly outage: { readonly begin: string; readonly end: string }
  /** Shell commands that make the removal of a container fail, and that undo it. */
  hold(id: string): { readonly begin: string; readonly end: string }
  /** What Berth says of a container whose removal failed so, when it is asked for it again. */
  readonly held: RegExp
}

export const dockerEngine: EngineKind = {
  program: 'docker',
  username: 'berth',
  home: '/home/berth',
  runtime: dockerRuntime,
  view: dockerView,
  outage: {
    begin: 'mv /run/docker.sock /run/docker.sock.away',
    end: 'mv /run/docker.sock.away /run/docker.sock',
  },
  hold: (id) => ({
    begin: `chattr +i /var/lib/docker/containers/${id}`,
    end: `chattr -i /var/lib/docker/containers/${id}`,
  }),
  held: /docker rm --force/,
}

/** Rootful, as root calls it: the engine that `podman` on the host means for the looks from outside too. */
const podmanEngine: EngineKind = {
  program: 'podman',
  username: 'root',
  home: '/root',
  runtime: podmanRuntime,
  view: podmanView,
  outage: {
    begin: 'cd /etc/containers; cp containers.conf containers.conf.away; echo broken >>containers.conf',
    end: 'cd /etc/containers; mv containers.conf.away containers.conf',
  },
  hold: (id) => ({
    begin: `podman create --name holds-${id} --network host --pid container:${id} berth/busybox:1 true`,
    end: `podman rm --force holds-${id}`,
  }),
  held: /has dependent containers/,
}

/** Both engines, for what must be looked at in each. */
export const engineKinds: readonly EngineKind[] = [dockerEngine, podmanEngine]

/** The engine that the policy is tested on: Docker, or Podman in its place where `BERTH_TEST_ENGINE` says so. */
const engineUnderTest = process.env.BERTH_TEST_ENGINE === 'podman' ? podmanEngine : dockerEngine

/** A block of real tests that must hold for every engine. */
export function describeOnEngine(name: string, body: (kind: EngineKind) => void): void {
  describeReal(`${name} (${engineUnderTest.program})`, () => body(engineUnderTest))
}

/** Makes an engine fail to answer on one host, or answer again. */
export async function setOutage(
  testbed: SharedHosts,
  host: string,
  { outage }: EngineKind,
  out: boolean,
): Promise<void> {
  const { exitCode, stderr } = await testbed.run(host, out ? outage.begin : outage.end)
  if (exitCode !== 0) throw new Error(`${host}: ${stderr}`)
}
