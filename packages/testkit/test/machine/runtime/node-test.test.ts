import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildPackages } from '../../../../testbed/test/tiers/build-packages.js'
import { obligations } from '../../../src/runtime/obligations/index.js'

const run = promisify(execFile)

/** This package, where the names of both packages resolve to what was built of them. */
const packageFolder = fileURLToPath(new URL('../../..', import.meta.url))

/** A test file as a user of node:test writes it. */
const testFile = `
  import { test } from 'node:test'
  import { memoryCluster, memoryImage, systemClock } from '@berth/memory-cluster'
  import { runtimeConformance } from '@berth/testkit'

  const memory = memoryCluster({ hosts: ['a'], images: { 'lab:1': memoryImage('lab') }, clock: systemClock() })
  const { engine, archives } = memory.host('a')
  archives.set('/images/other.tar', new Map([['other:1', memoryImage('other')]]))
  runtimeConformance({
    test,
    capabilities: { ...memory.runtime.capabilities, ...JSON.parse(process.env.DECLARED) },
    factory: async () => ({
      runtime: memory.runtime,
      host: await memory.transport.connect('a'),
      image: 'lab:1',
      archive: { reference: 'other:1', path: '/images/other.tar' },
      create: async (spec) => engine.create(spec).id,
      stop: async (id) => engine.byId(id)?.stop(),
      close: () => memory.transport.close(),
    }),
  })
`

interface Ended {
  readonly code: number
  readonly stdout: string
}

describe('under node:test', () => {
  beforeAll(buildPackages)

  test('every obligation is a test of its own, in order, and a sound runtime passes', async () => {
    const { code, stdout } = await runNode({})
    const names = [...stdout.matchAll(/^ok \d+ - (.*?)(?: # SKIP)?$/gm)].map(([, name]) => name)
    expect(stdout).not.toMatch(/^not ok/m)
    expect(names).toEqual([...obligations.map(({ name }) => name), '(the fixture is taken away)'])
    const skipped = [...stdout.matchAll(/^ok \d+ - (.*) # SKIP$/gm)].map(([, name]) => name)
    expect(skipped).toEqual(obligations.flatMap(({ name, lacks }) => (lacks === undefined ? [] : [name])))
    expect(code).toBe(0)
  })

  test('an obligation that is not met fails the run by its name', async () => {
    const name = 'declares the capabilities that the suite was given'
    const { code, stdout } = await runNode({ outlives: 'session' }, `--test-name-pattern=${name}`)
    expect(stdout).toContain(`not ok 1 - ${name}\n`)
    expect(code).toBe(1)
  })
})

function runNode(declared: object, ...flags: readonly string[]): Promise<Ended> {
  const env = { ...process.env, DECLARED: JSON.stringify(declared) }
  const argv = ['--test-reporter=tap', ...flags, '--input-type=module', '--eval', testFile]
  return run(process.execPath, argv, { cwd: packageFolder, env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { readonly code: number; readonly stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  )
}
