import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect } from 'vitest'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { fileName, type ReadmeBlock, readmeBlocks } from './readme-blocks.js'
import { type ReadmeFolder, readmeFolder, workspace } from './readme-folder.js'

/** A reader has the cluster of the examples before at hand. */
const opening = "import { openCluster } from 'berth-cluster'\nconst cluster = await openCluster('berth.json')\n"

interface Outcome {
  readonly exitCode?: number | undefined
  readonly all?: string | undefined
}

describeReal('the README, pasted from top to bottom into one folder', () => {
  const testbed = useOwnHosts(3, { images: 'all' })
  let reader: ReadmeFolder

  beforeAll(async () => {
    reader = await readmeFolder(testbed())
  }, 240_000)

  afterAll(() => reader?.remove())

  /** Blocks that a reader pastes. Those of npm alone are about a checkout, and have tests of their own. */
  const pasted = readmeBlocks().filter(
    (block) =>
      fileName(block) !== null || block.language === 'ts' || (block.language === 'sh' && !/^npm /.test(block.text)),
  )

  test.each(pasted.map((block) => [`line ${block.line}`, block] as const))(
    '%s',
    async (_, block) => {
      const { exitCode, all } = await paste(block)
      expect(exitCode, all).toBe(0)
    },
    180_000,
  )

  async function paste(block: ReadmeBlock): Promise<Outcome> {
    const { folder, env } = reader
    const name = fileName(block)
    if (name !== null) {
      await writeFile(join(folder, name), block.text)
      return { exitCode: 0, all: '' }
    }
    if (block.language === 'sh') {
      return run('bash', ['-eo', 'pipefail', '-c', block.text.replaceAll('CHECKOUT', workspace)])
    }
    const isWhole = /^import /m.test(block.text)
    const program = isWhole ? block.text : `${opening}await cluster.attach()\n${block.text}\nawait cluster.close()\n`
    await writeFile(join(folder, 'program.mjs'), program)
    return run('node', ['program.mjs'])

    function run(file: string, args: readonly string[]): Promise<Outcome> {
      return execa(file, args, { cwd: folder, env, extendEnv: false, reject: false, all: true, stdin: 'ignore' })
    }
  }
})
