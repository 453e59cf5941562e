import { readdirSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const source = (path: string): string => new URL(path, import.meta.url).pathname
const packages = readdirSync(source('packages'))

/** Tests read the packages' sources, so that no test can pass on a stale build. */
const alias = packages.flatMap((folder) => {
  const name = folder === 'berth' ? 'berth-cluster' : `@berth/${folder}`
  return [
    { find: new RegExp(`^${name}$`), replacement: source(`packages/${folder}/src/index.ts`) },
    { find: new RegExp(`^${name}/adapter$`), replacement: source(`packages/${folder}/src/adapter/index.ts`) },
  ]
})

/** Real tests that take more than half a minute: begun last, one of them would run alone while the other workers have nothing left to do. */
const long = /\/real\/(.*conformance|sshd|forty-hosts|large-output|main-job|pulls|cli|races|policy-unknown)\.test\.ts$/

/** The long files first, the others in Vitest's own order. */
class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification): boolean => long.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongFilesFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['packages/*/test/**/*.test.ts'],
          exclude: ['**/test/real/**'],
          testTimeout: 30_000,
          isolate: false,
          maxWorkers: 3,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'real',
          include: ['packages/*/test/real/**/*.test.ts', 'packages/*/examples/*/test/**/*.test.ts'],
          globalSetup: ['packages/testbed/test/real-hosts.ts'],
          setupFiles: ['packages/testbed/test/await-hosts.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
