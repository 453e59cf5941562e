import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Act } from './act.js'
import { must, mustOnEach } from './must.js'

const target = '/tmp/berth-soak'

/** Files and folders to all hosts and back, in containers and on the hosts themselves. */
export const files: Act = {
  what: 'files put and got, in containers and on hosts',
  async perform({ cluster, folder, signal }) {
    const from = join(folder, 'put')
    const to = join(folder, 'got')
    const bytes = randomBytes(200_000)
    await mkdir(from)
    for (let number = 0; number < 10; number += 1) await writeFile(join(from, `file-${number}`), bytes)
    let ran = 0
    for (const on of ['container', 'host'] as const) {
      await cluster.putDirectory(target, from, { on, signal })
      await cluster.putFile(`${target}/text`, bytes, { on, signal })
      const saved = await cluster.saveFile(`${target}/file-9`, to, { on, signal })
      for (const path of saved.values()) must(bytes.equals(await readFile(path)), `${path} is not what was put`)
      const read = await cluster.getFile(`${target}/text`, { on, signal })
      for (const [host, got] of read) must(bytes.equals(got), `${host}: the text is not what was put`)
      const remove = ['rm', '-r', target]
      const removed =
        on === 'host' ? await cluster.execOnHost(remove, { signal }) : await cluster.exec(remove, { signal })
      ran += 5 * mustOnEach(removed, ({ exitCode }) => exitCode === 0)
    }
    await rm(from, { recursive: true })
    await rm(to, { recursive: true })
    return ran
  },
}
