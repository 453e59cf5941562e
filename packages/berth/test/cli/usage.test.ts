import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { BerthError, HostsError } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

const launchFailed = new BerthError({ code: 'BERTH_LAUNCH_FAILED', operation: 'launch', message: 'no', host: 'a' })
const upFailed = new HostsError('launch', new Map([['a', launchFailed]]), 2)

const here = new URL('./', import.meta.url)
const files = readdirSync(new URL('../../src/cli/commands', import.meta.url), { recursive: true, encoding: 'utf8' })
const subcommands = files.filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'))

describe('usage', () => {
  it.each([
    [''],
    ['nonsense'],
    ['up --nonsense'],
    ['exec'],
    ['exec --timeout 10 -- true'],
    ['exec --timeout 0s -- true'],
    ['exec --timeout soon -- true'],
    ['exec --on-host --user me -- true'],
    ['exec --detach --timeout 5s -- true'],
    ['wait'],
    ['stop'],
    ['forget'],
    ['ps --on-host --user me'],
    ['put ./suite'],
    ['get'],
    [['put', './suite', '']],
    [['put', '', '/opt/suite']],
    [['get', '', '.']],
    [['get', '/tmp/result.json', '']],
    ['up --repair everything'],
    ['up --replace'],
    ['up --replace --hosts a'],
    ['up --replace everything'],
    ['plan --replace in_use,'],
    ['down --run '],
    ['exec --run r1,,r2 -- true'],
    ['plan --hosts '],
  ])('%j exits with 2, says why on stderr, and opens nothing', async (line) => {
    const { exitCode, stdout, stderr, cluster } = await runCli(line === '' ? [] : line)
    expect({ exitCode, stdout, cluster }).toEqual({ exitCode: 2, stdout: '', cluster: null })
    expect(stderr).not.toBe('')
  })

  it.each(['up --replace', 'up --replace all'])('%s is told the words that there are', async (line) => {
    expect((await runCli(line)).stderr).toMatch(/in_use \(.*foreign \(/)
  })

  it('has a subcommand for each file of commands', async () => {
    const { stdout } = await runCli('--help')
    const listed = [...stdout.matchAll(/^ {2}(\w+) .*(?:\[options\]|<)/gm)].map(([, name]) => name)
    expect(listed.filter((name) => name !== 'help').toSorted()).toEqual(subcommands.toSorted())
  })

  it.each(subcommands)('%s has help with examples', async (name) => {
    const { exitCode, stdout } = await runCli(`${name} --help`)
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`Usage: berth ${name} [options]`)
    expect(stdout).toMatch(new RegExp(`Examples:\n {2}berth ${name}`))
    expect(stdout).toMatch(/-c, --cluster <file>.*--suite.*--json/s)
    // What is printed of a cluster file is of all of its hosts.
    expect(stdout.includes('--hosts <nodeset>')).toBe(name !== 'config')
  })

  it.each(subcommands)('%s is told of in the README, and called by a test that looks at what it does', (name) => {
    expect(readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8')).toMatch(
      new RegExp(`\\bberth ${name}\\b`),
    )
    const tests = readdirSync(here).filter((file) => file.endsWith('.test.ts') && file !== 'usage.test.ts')
    const calls = new RegExp(`(?:runCli|berth|cli)\\(\\s*[\\[]?['"\`]${name}\\b`)
    expect(tests.filter((file) => calls.test(readFileSync(new URL(file, here), 'utf8')))).not.toEqual([])
  })

  it('prints its version', async () => {
    expect(await runCli('--version')).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it('prints whose runtime the cluster file names below its version', async () => {
    const module = { runtime: 'mine', module: 'berth-runtime-mine' }
    const installed = { version: '1.2.3', folder: '/lab/node_modules/berth-runtime-mine' }
    const { stdout } = await runCli('--version', { module: { ...module, installed } })
    expect(stdout).toMatch(
      /^\d+\.\d+\.\d+\nruntime mine: berth-runtime-mine 1\.2\.3 in \/lab\/node_modules\/berth-runtime-mine, named by \.\/berth\.json\n$/,
    )
    expect((await runCli('--version', { module: { ...module, installed: null } })).stdout).toContain(
      'runtime mine: berth-runtime-mine, of no package that is installed, named by ./berth.json\n',
    )
    expect((await runCli('--version', { files: [] })).stdout).toMatch(/^\S+\n$/)
  })

  it.each([
    ['the first of those that are there', '', ['./cluster.json', './berth.yml', './berth.yaml'], './berth.yaml'],
    ['another of them', '', ['./cluster.json', './berth.yml'], './berth.yml'],
    ['the last of them', '', ['./cluster.json'], './cluster.json'],
    ['the one of --cluster', '--cluster x.json', ['./berth.json'], 'x.json'],
    ['the one of -c', '-c x.json', ['./berth.json'], 'x.json'],
  ])('loads %s', async (_, words, files, loaded) => {
    const { exitCode, loads } = await runCli(`plan ${words}`.trim(), { files })
    expect({ exitCode, loads }).toEqual({ exitCode: 0, loads: [[loaded, { loadModule: true }]] })
  })

  it('loads what BERTH_CLUSTER names before what is there, and what the command line names before that', async () => {
    const world = { clusterVariable: '/labs/lab.json' }
    expect((await runCli('plan', world)).loads).toEqual([['/labs/lab.json', { loadModule: true }]])
    expect((await runCli('plan -c x.json', world)).loads).toEqual([['x.json', { loadModule: true }]])
  })

  it.each(['validate', 'config'])('%s takes the file as a word of its own, once', async (name) => {
    const { exitCode, loads } = await runCli(`${name} lab.json --suite s.json`)
    expect({ exitCode, loads }).toEqual({
      exitCode: 0,
      loads: [['lab.json', { suiteFile: 's.json', loadModule: false }]],
    })
    const two = await runCli(`${name} lab.json -c other.json`)
    expect(two).toMatchObject({ exitCode: 2, loads: [] })
    expect(two.stderr).toContain('two cluster files are named, lab.json and other.json; name one')
  })

  it('says what it looked for where there is no cluster file', async () => {
    const { exitCode, stderr } = await runCli('validate', { files: [] })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      'there is no ./berth.json and no ./berth.yaml and no ./berth.yml and no ./cluster.json here; name the cluster file with --cluster FILE or in BERTH_CLUSTER',
    )
  })
})

describe('errors', () => {
  it('show a stack only when asked', async () => {
    const script = { plan: new TypeError('x is not a function') }
    const { exitCode, stderr } = await runCli('plan', { script })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^error: x is not a function\n {2}→ This is a fault in Berth/)
    expect(stderr).not.toContain('    at ')
    expect((await runCli('plan', { script, showStacks: true })).stderr).toContain('    at ')
  })

  it('of an interrupt are not told, and the exit code is 130 whatever else holds', async () => {
    const aborted = new BerthError({ code: 'BERTH_ABORTED', operation: 'observe', message: 'aborted', host: 'a' })
    const up = new HostsError('observe', new Map([['a', aborted]]), 1)
    const signal = AbortSignal.abort()
    expect(await runCli('up', { script: { up }, signal })).toMatchObject({ exitCode: 130, stderr: '', records: [] })
    const failed = await runCli('up', { script: { up: upFailed }, signal })
    expect(failed).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('launch') })
  })
})
