import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PackedPackage } from '../../../src/packing/pack-packages.js'
import { workspaceFolder } from '../../../src/workspace.js'
import { type Ended, run } from '../run.js'
import { addNodeTypes, installPackages } from './install-packages.js'

/** A user id that the password database does not have. */
const nobody = 54_323

let folder: string
let packed: readonly PackedPackage[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-installed-'))
  packed = await installPackages(folder)
}, 240_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('what a user installs', { timeout: 120_000 }, () => {
  it('has its licence, its readme, its command, and nothing else but what was built', () => {
    for (const { name, files } of packed) {
      const besides = files.filter((path) => !/^(?:bin|dist|schemas)\//.test(path))
      expect([name, ...besides]).toEqual([name, 'LICENSE', 'README.md', 'package.json'])
    }
  })

  it('has the licence of this repository', async () => {
    const licence = await readFile(join(workspaceFolder, 'LICENSE'), 'utf8')
    for (const { name } of packed) {
      expect(await readFile(join(folder, 'node_modules', name, 'LICENSE'), 'utf8')).toBe(licence)
    }
  })

  it('imports every entry point without a word on stderr', async () => {
    for (const specifier of await entryPoints()) {
      const { stdout, stderr } = runNode(`console.log(Object.keys(await import('${specifier}')).length)`)
      expect([specifier, stderr]).toEqual([specifier, ''])
      expect([specifier, Number(stdout)]).toEqual([specifier, expect.toSatisfy((count: number) => count > 0)])
    }
  })

  it('does not import what is inside a package', () => {
    const { stderr } = runNode("await import('@berth/core/dist/index.js')")
    expect(stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })

  it('offers what the main readme begins with', () => {
    const { stdout } = runNode("console.log(typeof (await import('berth-cluster')).openCluster)")
    expect(stdout).toBe('function')
  })

  it('has the schema of the cluster file', () => {
    const { stdout } = runNode(`
      import { readFileSync } from 'node:fs'
      import { fileURLToPath } from 'node:url'
      const path = fileURLToPath(import.meta.resolve('@berth/core/cluster-file.schema.json'))
      console.log(JSON.parse(readFileSync(path, 'utf8')).$schema)
    `)
    expect(stdout).toContain('json-schema.org')
  })

  it('has a schema of what each subcommand prints with --json', () => {
    const { stdout } = runNode(`
      import { readFileSync } from 'node:fs'
      import { fileURLToPath } from 'node:url'
      const path = fileURLToPath(import.meta.resolve('berth-cluster/schemas/put.schema.json'))
      console.log(JSON.parse(readFileSync(path, 'utf8')).title)
    `)
    expect(stdout).toBe('berth put --json')
  })

  it.runIf(process.geteuid?.() === 0)(
    'works for a user without an entry in the password database and a home',
    async () => {
      await chmod(folder, 0o755)
      await writeFile(join(folder, 'berth.json'), '{ "orchestrator": "baremetal", "node_dict": { "localhost": {} } }')
      const main = join(folder, 'node_modules/berth-cluster/dist/cli/main.js')
      const state = join('/tmp', `berth-${nobody}`)
      const berth = (...words: readonly string[]): string =>
        execFileSync(process.execPath, [main, ...words], {
          ...{ cwd: folder, uid: nobody, gid: nobody, encoding: 'utf8', env: { PATH: process.env.PATH } },
        })
      try {
        expect(berth('--help')).toContain('--cluster')
        expect(JSON.parse(berth('exec', '--json', '--', 'id -u')).hosts.localhost.stdout).toBe(`${nobody}\n`)
        expect((await stat(state)).mode & 0o777).toBe(0o700)
      } finally {
        await rm(state, { recursive: true, force: true })
      }
    },
  )

  it('has a command line that says how it is used', () => {
    const { stdout, exitCode } = run(folder, 'npx', '--no-install', 'berth', '--help')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('--cluster')
  })

  it("type-checks in a strict consumer that checks its dependencies' declarations too", async () => {
    await addNodeTypes(folder)
    const imports = (await entryPoints()).map((specifier, index) => `export * as n${index} from '${specifier}'`)
    await writeFile(join(folder, 'consumer.ts'), imports.join('\n'))
    const strict = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--module', 'nodenext']
    const surroundings = ['--target', 'es2023', '--lib', 'es2023,esnext.disposable', '--types', 'node']
    const tsc = join(workspaceFolder, 'node_modules/.bin/tsc')
    const { stdout } = run(folder, tsc, ...strict, ...surroundings, 'consumer.ts')
    // Declarations of others may be at odds with a consumer's settings; those of these packages must not be.
    expect(
      stdout.split('\n').filter((line) => /^(?:error|consumer|node_modules\/(?:berth-cluster|@berth)\/)/.test(line)),
    ).toEqual([])
  })
})

/** Every specifier of code that the packages' `exports` offer. */
async function entryPoints(): Promise<string[]> {
  const perPackage = packed.map(async ({ name }) => {
    const path = join(folder, 'node_modules', name, 'package.json')
    const keys = Object.keys(JSON.parse(await readFile(path, 'utf8')).exports)
    return keys.filter((key) => !key.endsWith('.json')).map((key) => `${name}${key.slice(1)}`)
  })
  return (await Promise.all(perPackage)).flat()
}

function runNode(program: string): Ended {
  return run(folder, process.execPath, '--input-type=module', '--eval', program)
}
