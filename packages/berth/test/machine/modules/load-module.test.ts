import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { defineCapabilities } from '@berth/core/adapter'
import { BerthError, openCluster } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../src/load-config.js'
import { loadModule } from '../../../src/modules/load-module.js'
import { clusterFile, folderWith, importOnly, members } from './a-lab.js'

const manifest = 'node_modules/berth-runtime-mine/package.json'
const main = 'node_modules/berth-runtime-mine/main.js'

/** Loads the cluster file of a folder. */
async function load(files: Readonly<Record<string, string>>, module: string, args = {}) {
  const folder = folderWith({ ...files, 'lab/cluster.json': clusterFile(module, args) })
  return loadConfig(join(folder, 'lab/cluster.json'))
}

async function refused(files: Readonly<Record<string, string>>, module: string, args = {}): Promise<BerthError> {
  const error: unknown = await load(files, module, args).catch((caught: unknown) => caught)
  if (!BerthError.isInstance(error)) throw new TypeError('This was not refused by an error of Berth', { cause: error })
  expect(error.kind).toBe('usage')
  return error
}

describe('the module of a runtime', () => {
  it.each<[string, string, Record<string, string>]>([
    [
      'a package that only an import finds',
      'berth-runtime-mine',
      { [manifest]: importOnly, [main]: `export default {${members}}` },
    ],
    [
      'a path in a package',
      'berth-runtime-mine/other',
      {
        [manifest]: importOnly,
        'node_modules/berth-runtime-mine/other.js': `export const runtime = {${members}}`,
      },
    ],
    [
      'a package with a scope',
      '@lab/mine',
      {
        'node_modules/@lab/mine/package.json': '{"name": "@lab/mine", "type": "module", "exports": "./x.js"}',
        'node_modules/@lab/mine/x.js': `export const runtime = () => ({${members}})`,
      },
    ],
    ['a CommonJS package', 'mine', { 'node_modules/mine/index.js': `module.exports = {${members}}` }],
    [
      'a CommonJS package with the named export',
      'mine',
      { 'node_modules/mine/index.js': `exports.runtime = {${members}}` },
    ],
    [
      'what a compiler makes of an ES module',
      'mine',
      {
        'node_modules/mine/index.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = {${members}}`,
      },
    ],
    ['a file', './mine.mjs', { 'lab/mine.mjs': `export default {${members}}` }],
    ['a file above', '../mine lab.mjs', { 'mine lab.mjs': `export default async () => ({${members}})` }],
  ])('may be %s, with keys of its own', async (_, module, files) => {
    const { config } = await load(files, module, { partition: 'gpu' })
    expect(config.container?.runtime.args.own).toEqual({ partition: 'gpu' })
    const wrong = await refused(files, module, { partition: 'gpus' })
    expect(wrong.message).toContain('container/runtime/args/partition: is "gpus"; expected one of "gpu" or "cpu"')
  })

  it('is looked for from the folder of the cluster file, and from those above', async () => {
    const files = { 'lab/node_modules/mine/index.js': `module.exports = {${members}}` }
    expect((await load(files, 'mine')).config.container?.runtime.module).toBe('mine')
    await refused({ 'other/node_modules/mine/index.js': `module.exports = {${members}}` }, 'mine')
  })

  it('has its path made absolute, so that a config says by itself what is meant', async () => {
    const { config } = await load({ 'lab/mine.mjs': `export default {${members}}` }, './mine.mjs')
    expect(config.container?.runtime.module).toBe(join(config.file ?? '', '../mine.mjs'))
  })

  it('that is not installed is told with its place in the file, and the command that installs it', async () => {
    const error = await refused({}, 'berth-runtime-mine')
    expect(error.code).toBe('BERTH_RUNTIME_UNKNOWN')
    const [, folder] = /which is not installed in (.*)$/m.exec(error.reason) ?? []
    expect(error.message).toMatch(
      /cluster\.json:\d+:\d+ container\/runtime\/module: is the package berth-runtime-mine, which is not installed in /,
    )
    expect(error.commands).toMatchObject([
      { id: 'npm-install', run: `npm install --prefix ${folder} berth-runtime-mine` },
    ])
  })

  it.each<[string, string, string, Record<string, string>]>([
    ['without its main file', 'mine', 'found', { 'node_modules/mine/package.json': '{"main": "dist/mine.js"}' }],
    ['without the file that it exports', 'berth-runtime-mine', 'loaded', { [manifest]: importOnly }],
    ['without the file of a path in it', 'berth-runtime-mine/other', 'loaded', { [manifest]: importOnly, [main]: '' }],
  ])(
    'that is installed %s is told without a command, which could bring another in its place',
    async (_, name, verb, files) => {
      const error = await refused(files, name)
      expect(error.reason).toContain(`container/runtime/module: is ${name}, which cannot be ${verb}: Cannot find `)
      expect(error.commands).toEqual([])
    },
  )

  it('that is a link to nowhere is told without a command too', async () => {
    const folder = folderWith({ 'cluster.json': clusterFile('@lab/mine'), 'node_modules/@lab/other/index.js': '' })
    symlinkSync(join(folder, 'gone'), join(folder, 'node_modules/@lab/mine'))
    const error: unknown = await loadConfig(join(folder, 'cluster.json')).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'BERTH_RUNTIME_UNKNOWN', commands: [] })
    expect(String(error)).toContain('which cannot be found: Cannot find package')
  })

  it('that is a file which is not there is told without a command', async () => {
    const error = await refused({}, './mine.mjs')
    expect(error.reason).toMatch(/module: is \/.*\/lab\/mine\.mjs, and there is no such file$/)
    expect(error.commands).toEqual([])
  })

  it('that the package does not export is told as Node tells it', async () => {
    const error = await refused({ [manifest]: importOnly, [main]: '' }, 'berth-runtime-mine/inner')
    expect(error.reason).toContain('is berth-runtime-mine/inner, which cannot be found: Package subpath')
  })

  it.each([
    ['no export', '', 'has neither an export named runtime nor a default export'],
    ['a text', 'export default "docker"', 'brings no runtime: it is a text, and no runtime'],
    ['nothing', 'export default () => null', 'brings no runtime: it is nothing, and no runtime'],
    [
      'a runtime that lacks calls',
      `const { observe, launch, ...rest } = {${members}}; export default { ...rest, launch: 'x', rules: [] }`,
      'brings no runtime: rules is a list, and not an object; observe is missing; launch is a text, and not a function',
    ],
    [
      'capabilities of the wrong kind',
      `export default {${members} capabilities: { labels: 'yes', outlives: 'host' }}`,
      'brings no runtime: capabilities.labels is a text, and not a boolean',
    ],
    ['an error', 'throw new Error("no such GPU")', 'cannot be loaded: no such GPU'],
    ['a factory with an error', 'export default () => { throw new Error("not today") }', 'cannot be loaded: not today'],
    [
      'a package of its own that is missing',
      'import "left-pad-of-mine"',
      "cannot be loaded: Cannot find package 'left-pad-of-mine'",
    ],
    [
      'a schema with a fault',
      `export default {${members} argsSchema: { properties: { volumes: {} } }}`,
      'brings a runtime with a fault: The argsSchema of the runtime mine cannot be used:',
    ],
  ])('that has %s is told by what is wrong', async (_, text, reason) => {
    const error = await refused({ 'lab/mine.mjs': text }, './mine.mjs')
    expect(error.code).toBe('BERTH_RUNTIME_UNKNOWN')
    expect(error.message).toContain(`container/runtime/module: is `)
    expect(error.reason).toContain(reason)
  })

  it('is not run where a runtime of its name is given, nor where it is not to be', async () => {
    const folder = folderWith({
      'cluster.json': clusterFile('./mine.mjs', { partition: 'gpus', queue: { deep: 1 } }),
      'mine.mjs': `import { writeFileSync } from 'node:fs'; writeFileSync(new URL('ran', import.meta.url), ''); export default {${members}}`,
    })
    const file = join(folder, 'cluster.json')
    const { config, effective } = await loadConfig(file, { loadModule: false })
    expect(config.container?.runtime.args.own).toEqual({ partition: 'gpus', queue: { deep: 1 } })
    expect(config.warnings).toEqual([
      {
        code: 'module_not_loaded',
        path: 'container/runtime/module',
        message:
          'is a program, which was not loaded to check this file: partition, queue in runtime.args, and its rules, were not checked',
      },
    ])
    expect(effective.file).toMatchObject({
      container: { runtime: { args: { partition: 'gpus', queue: { deep: 1 } } } },
    })
    const given = { mine: { argsSchema: { properties: { partition: {}, queue: {} } } } as never }
    expect((await loadConfig(file, { runtimes: given })).config.warnings).toEqual([])
    expect(existsSync(join(folder, 'ran'))).toBe(false)
    await loadConfig(file).catch(() => undefined)
    expect(existsSync(join(folder, 'ran'))).toBe(true)
  })

  it.each([
    ['whose factory never comes to its end', 'export default () => new Promise(() => undefined)'],
    ['that never comes to its end', 'await new Promise(() => undefined)'],
  ])('%s keeps nobody waiting who gives it up', async (_, text) => {
    const folder = folderWith({ 'mine.mjs': text, 'cluster.json': clusterFile('./mine.mjs') })
    const giving = new AbortController()
    const loading = loadConfig(join(folder, 'cluster.json'), { signal: giving.signal })
    setTimeout(() => giving.abort(), 50)
    await expect(loading).rejects.toMatchObject({ code: 'BERTH_ABORTED', kind: 'interrupted' })
    const late = loadConfig(join(folder, 'cluster.json'), { signal: giving.signal })
    await expect(late).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
  })

  it('has its factory run once for a cluster that is opened', async () => {
    const text = `import { appendFileSync } from 'node:fs'
      export default () => { appendFileSync(new URL('ran', import.meta.url), 'x'); return {${members}} }`
    const folder = folderWith({ 'mine.mjs': text, 'cluster.json': clusterFile('./mine.mjs') })
    const cluster = await openCluster(join(folder, 'cluster.json'))
    await cluster.close()
    expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('x')
  })

  it('may be older than a capability, which has its default then, and be a class with members of its own', async () => {
    const text = `
      export default () => new Mine()
      class Mine {
        #host = 'mine'
        name = 'mine'
        capabilities = { pull: false }
        async observe() { return this.#host }
        ensureImage() {} launch() {} restart() {} remove() {} exec() {} list() {}
      }`
    const folder = folderWith({ 'mine.mjs': text })
    const wanted = { runtime: 'mine', module: join(folder, 'mine.mjs'), folder, at: (message: string) => message }
    const runtime = await loadModule(wanted)
    expect(runtime.capabilities).toEqual(defineCapabilities({ pull: false }))
    expect(await runtime.observe({} as never, {} as never)).toBe('mine')
  })

  it('needs a name for its runtime, and a word that names a module', async () => {
    const folder = folderWith({ 'mine.mjs': `export default {${members}}` })
    const runtime = { module: './mine.mjs' }
    const container = { image: 'lab:1', name: 'lab', runtime }
    const file = { orchestrator: 'container' as const, node_dict: { a: {} }, container }
    await expect(loadConfig(file, { cwd: folder })).rejects.toThrow(
      'container/runtime/name: is missing beside a module; add the name by which this cluster calls the runtime',
    )
    const odd = { ...file, container: { ...container, runtime: { name: 'mine', module: '-g' } } }
    await expect(loadConfig(odd, { cwd: folder, loadModule: false })).rejects.toThrow(
      'container/runtime/module: is "-g"; expected the name of a package, or a path that begins with "./", "../" or "/"',
    )
  })
})
