import { chmod, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { archiveName, type CachedImage } from '../archives/cached-image.js'
import { takeDataRoot } from '../archives/data-root.js'
import type { Testbed } from '../contract/testbed.js'
import { TestbedError } from '../contract/testbed-error.js'
import { bringUp } from '../lifecycle/bring-up.js'
import { testbedPaths } from '../state/paths.js'

let visits = 0

/** Does `work` with a testbed of one host that has these images loaded. */
async function inWorkshop<T>(
  images: readonly CachedImage[],
  work: (testbed: Testbed, docker: (...args: string[]) => Promise<string>, data: string) => Promise<T>,
): Promise<T> {
  const name = `workshop-${process.pid}-${visits++}`
  const quiet = (): void => {}
  const testbed = await bringUp({
    name,
    hosts: 1,
    sshOnly: false,
    keep: false,
    images,
    dataRoot: undefined,
    podmanStore: undefined,
    log: quiet,
  })
  try {
    const docker = async (...args: string[]): Promise<string> => {
      const result = await testbed.run('h1', ['docker', ...args])
      if (result.exitCode === 0) return result.stdout.trim()
      throw new TestbedError(`While making images, docker ${args.join(' ')} failed: ${result.stderr.slice(-2000)}`)
    }
    for (const image of images) await testbed.loadImage(image.reference)
    return await work(testbed, docker, join(testbedPaths(name).data, 'h1'))
  } finally {
    await testbed.stop()
  }
}

/** Makes Docker data that has the images loaded. */
export async function makeDataRoot(
  images: readonly CachedImage[],
  target: string,
  log: (line: string) => void,
): Promise<void> {
  log(`loading ${images.length} images once for all hosts`)
  await inWorkshop(images, async (testbed, _docker, data) => {
    await testbed.run('h1', 'pid=$(cat /run/docker.pid); kill $pid; while [ -e /proc/$pid ]; do sleep 0.05; done')
    await takeDataRoot(data, target)
  })
}

/** Makes a Podman store that has the images loaded. */
export async function makePodmanStore(images: readonly CachedImage[], target: string): Promise<void> {
  await inWorkshop(images, async (testbed) => {
    for (const { reference, hostPath } of testbed.images) {
      const result = await testbed.run('h1', ['podman', 'load', '--input', hostPath])
      if (result.exitCode !== 0) throw new TestbedError(`Podman could not load ${reference}: ${result.stderr.trim()}`)
    }
    await takeDataRoot(join(testbedPaths(testbed.name).layers, 'hosts/h1/containers/storage'), target)
  })
}

/** Makes an image by running a shell script in a container of `base`; gives its id. The container has no network. */
export async function makeFrom(base: CachedImage, reference: string, script: string, archive: string): Promise<string> {
  return inWorkshop([base], async (_testbed, docker, data) => {
    await docker('run', '--name', 'making', '--network', 'none', base.reference, 'sh', '-ec', script)
    await docker('commit', '--change', 'CMD ["/bin/bash"]', 'making', reference)
    const id = await docker('image', 'inspect', '--format', '{{.Id}}', reference)
    const file = archiveName(reference)
    await docker('save', '-o', `/var/lib/docker/${file}`, reference)
    await chmod(join(data, file), 0o644) // docker writes it for root alone; any user of a host may load it
    await rename(join(data, file), archive).catch(() => execa('cp', [join(data, file), archive]))
    await rm(join(data, file), { force: true })
    return id
  })
}
