import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const packages = readdirSync(source('packages'))

/** Tests read the packages' sources, so that no test can pass on a stale build. */
const alias = packages.flatMap((folder) => {
  const name = folder === 'berth' ? 'berth-cluster' : `@berth/${folder}`
  return [
    { find: new RegExp(`^${name}$`), replacement: source(`packages/${folder}/src/index.ts`) },
    { find: new RegExp(`^${name}/adapter$`), replacement: source(`packages/${folder}/src/adapter/index.ts`) },
    { find: new RegExp(`^${name}/self$`), replacement: source(`packages/${folder}/src/contract/self/index.ts`) },
    {
      find: new RegExp(`^${name}/printable$`),
      replacement: source(`packages/${folder}/src/errors/texts/printable.ts`),
    },
  ]
})

/**
 * Files that take long, the most of it in waiting: begun last, one of them would run alone while the other workers have
 * nothing left to do. Pure ones take seconds, real ones more than half a minute.
 */
const long = [
  /\/memory-cluster\/test\/(engine\/runtime|hosts\/transport(-network)?)\.test\.ts$/,
  /\/testkit\/test\/runtime\/(proof|sound)\.test\.ts$/,
  /\/machine\/install\/link\.test\.ts$/,
  /\/real\/(?:\w+\/)?(.*conformance|sshd|many-hosts|large-output|main-job|engine-restarts|pulls|cli|races|policy-unknown|awkward-trees|looking|readme|python|private-registry|missing-hosts|soak|faults|disk|crash-points|crash-leases)\.test\.ts$/,
]

/** The long files first, the others in Vitest's own order. */
class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification): boolean => long.some((file) => file.test(moduleId))
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

/** Keeps a pattern from matching whatever there is. */
const matchPatterns = 'packages/testbed/test/tiers/match-patterns.ts'

/** Milliseconds after which a test hangs. None of them takes long alone, but the machine may have much else to do. */
const hung = 120_000

/** What a test waits for by asking again and again has time for it as well, and yet is named before the test hangs. */
const waits = { poll: { timeout: hung / 2 } }

export default defineConfig({
  test: {
    sequence: { sequencer: LongFilesFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          include: ['packages/*/test/**/*.test.ts'],
          exclude: ['**/test/{machine,real}/**'],
          setupFiles: ['packages/testbed/test/tiers/keep-pure.ts', matchPatterns],
          testTimeout: hung,
          expect: waits,
          hookTimeout: hung,
          pool: 'threads',
          isolate: false,
          maxWorkers: 4,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'machine',
          include: ['packages/*/test/machine/**/*.test.ts'],
          globalSetup: ['packages/testbed/test/tiers/machine-programs.ts'],
          setupFiles: [matchPatterns],
          testTimeout: hung,
          expect: waits,
          hookTimeout: hung,
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'real',
          include: ['packages/*/test/real/**/*.test.ts', 'packages/*/examples/*/test/**/*.test.ts'],
          globalSetup: ['packages/testbed/test/real-hosts.ts'],
          setupFiles: ['packages/testbed/test/await-hosts.ts', matchPatterns],
          testTimeout: hung,
          expect: waits,
          hookTimeout: 300_000,
          isolate: false,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
