import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contender } from '../measure/contender.js'
import type { Scene } from '../scene/scene.js'
import type { Question } from './question.js'

const megabytes = { below: 40, above: 10 } as const
const image = 'berth/bench-image:1'
/** The links say how long it takes, and they do not vary. */
const rounds = { counted: 1, warmUp: 0 } as const

/** An image that no host has. */
export const imageAnew: Question = {
  id: 'image',
  title: (hosts) =>
    `An image of ${megabytes.below + megabytes.above} MB for ${hosts} hosts that have nothing of it, over links of 100 Mbit/s`,
  rounds,
  contenders: async (scene) => {
    const [archive] = await archives(scene)
    return waysToGive(scene, archive, () => forget(scene))
  },
}

/** An image of which hosts have an earlier version. */
export const imageAgain: Question = {
  id: 'image-again',
  title: (hosts) =>
    `The next version of it, of which ${megabytes.above} MB are other ones, for ${hosts} hosts that have the first`,
  rounds,
  contenders: async (scene) => {
    const [first, second] = await archives(scene)
    const give = await giver(scene, first)
    return waysToGive(scene, second, async () => {
      await forget(scene)
      await give('fan-out')
    })
  },
}

async function waysToGive(scene: Scene, archive: string, prepare: () => Promise<void>): Promise<readonly Contender[]> {
  const give = await giver(scene, archive)
  const counted = (what: string, run: () => Promise<void>): Contender => {
    const sent: number[] = []
    return {
      what,
      prepare,
      run: async () => {
        const before = await scene.sent()
        await run()
        sent.push((await scene.sent()) - before)
      },
      remark: () => `sent from here: ${sent.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')} MB`,
    }
  }
  return [
    counted('ssh docker load <archive, all at once', () =>
      scene.onEachHost((host) => `${scene.ssh.ssh('shared', host, 'docker load --quiet')} <${archive}`),
    ),
    counted('Berth, from here to each', () => give('direct')),
    counted('Berth, from host to host', () => give('fan-out')),
  ]
}

async function giver(scene: Scene, archive: string): Promise<(distribute: 'direct' | 'fan-out') => Promise<void>> {
  const cluster = await scene.clusterFor(image)
  return async (distribute) => {
    await cluster.pull({ from: { archive }, distribute, signal: scene.signal })
  }
}

async function forget(scene: Scene): Promise<void> {
  await scene.onEachHost((host) =>
    scene.ssh.ssh('shared', host, `docker image rm --force ${image} >/dev/null 2>&1; true`),
  )
}

/** Archives of two images with the same lower layer, made by the engine of a host. */
async function archives(scene: Scene): Promise<readonly [string, string]> {
  const [host = ''] = scene.hosts
  const layer = (size: number, from: string, to: string): string =>
    `head -c ${size * 1_000_000} /dev/urandom >/tmp/layer
    docker create --name bench-made ${from} true && docker cp /tmp/layer bench-made:/layer-${size} && docker commit bench-made ${to}
    docker rm bench-made`
  const save = async (): Promise<Uint8Array> => {
    const { stdout } = await scene.run(
      host,
      'docker save -o /tmp/bench.tar berth/bench-image:1 && chmod 644 /tmp/bench.tar',
    )
    if (stdout.trim() !== '') throw new Error(stdout)
    const files = await scene.cluster.getFile('/tmp/bench.tar', { on: 'host', hosts: [host] })
    return files.get(host) ?? new Uint8Array()
  }
  const paths = [join(scene.folder, 'first.tar'), join(scene.folder, 'second.tar')] as const
  await scene.run(host, layer(megabytes.below, 'berth/busybox:1', 'berth/bench-below'))
  for (const path of paths) {
    await scene.run(host, layer(megabytes.above, 'berth/bench-below', image))
    await writeFile(path, await save())
  }
  await scene.run(
    host,
    `docker image rm ${image} berth/bench-below; docker image prune --force; rm -f /tmp/layer /tmp/bench.tar`,
  )
  return paths
}
