import { readdirSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { LongFilesFirst } from './vitest.sequencer.js'

const source = (path: string): string => new URL(path, import.meta.url).pathname
const packages = readdirSync(source('packages'))

/** Tests read the packages' sources, so that no test can pass on a stale build. */
const alias = packages.flatMap((folder) => {
  const name = folder === 'berth' ? 'berth' : `@berth/${folder}`
  return [
    { find: new RegExp(`^${name}$`), replacement: source(`packages/${folder}/src/index.ts`) },
    { find: new RegExp(`^${name}/adapter$`), replacement: source(`packages/${folder}/src/adapter.ts`) },
  ]
})

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
