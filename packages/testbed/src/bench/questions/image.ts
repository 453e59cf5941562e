import { join } from 'node:path'
import type { Contender } from '../measure/contender.js'
import type { Scene } from '../scene/scene.js'
import type { Question } from './question.js'

const megabytes = { below: 40, above: 10 } as const
const image = 'berth/bench-image:1'
/** Two images with the same lower layer, which the engine of this machine has. */
const own = ['berth/bench-first:1', 'berth/bench-second:1'] as const
/** The links say how long it takes, and they do not vary. */
const rounds = { counted: 1, warmUp: 0 } as const

/** An image that no host has. */
export const imageAnew: Question = {
  id: 'image',
  title: (hosts) =>
    `An image of ${megabytes.below + megabytes.above} MB for ${hosts} hosts that have nothing of it, over links of 100 Mbit/s`,
  rounds,
  contenders: async (scene) => {
    const [first] = own
    await makeImages(scene)
    return waysToGive(scene, first, () => forget(scene))
  },
}

/** An image of which hosts have an earlier version. */
export const imageAgain: Question = {
  id: 'image-again',
  title: (hosts) =>
    `The next version of it, of which ${megabytes.above} MB are other ones, for ${hosts} hosts that have the first`,
  rounds,
  contenders: async (scene) => {
    const [first, second] = own
    await makeImages(scene)
    const give = await giver(scene, first)
    return waysToGive(scene, second, async () => {
      await forget(scene)
      await give('fan-out')
    })
  },
}

async function waysToGive(scene: Scene, from: string, prepare: () => Promise<void>): Promise<readonly Contender[]> {
  const give = await giver(scene, from)
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
    counted('docker save | ssh docker load, for each host, all at once', () =>
      scene.onEachHost((host) => `docker save ${from} | ${scene.ssh.ssh('shared', host, 'docker load --quiet')}`),
    ),
    counted('Berth, from here to each', () => give('direct')),
    counted('Berth, from host to host', () => give('fan-out')),
  ]
}

async function giver(scene: Scene, from: string): Promise<(distribute: 'direct' | 'fan-out') => Promise<void>> {
  const cluster = await scene.clusterFor(image)
  return async (distribute) => {
    await cluster.pull({ from: { image: from }, distribute, signal: scene.signal })
  }
}

async function forget(scene: Scene): Promise<void> {
  await scene.onEachHost((host) =>
    scene.ssh.ssh('shared', host, `docker image rm --force ${image} ${own.join(' ')} >/dev/null 2>&1; true`),
  )
}

async function makeImages(scene: Scene): Promise<void> {
  const file = join(scene.folder, 'layer')
  const layer = (size: number, from: string, to: string): string =>
    `head -c ${size * 1_000_000} /dev/urandom >${file} && docker create --name bench-made ${from} true &&
    docker cp ${file} bench-made:/layer-${size} && docker commit bench-made ${to} && docker rm bench-made`
  await scene.runHere(layer(megabytes.below, 'berth/busybox:1', 'berth/bench-below'))
  for (const name of own) await scene.runHere(layer(megabytes.above, 'berth/bench-below', name))
  await scene.runHere(`rm ${file}`)
}
