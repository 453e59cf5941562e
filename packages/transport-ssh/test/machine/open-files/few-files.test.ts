import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../../core/test/command/processes.js'
import { printedCommand } from '../../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../../testbed/test/remedies/runs-remedy.js'
import { type ManyServers, startManyServers } from '../many-servers.js'

const entry = new URL('../../../dist/index.js', import.meta.url)
const hostCount = 120

/** Connects to all hosts at once; prints the warnings, and how many were connected or why one was not. */
const program = `
const [entry, folder, takeAll, ...ports] = process.argv.slice(1)
const { sshTransport } = await import(entry)
const { openSync } = await import('node:fs')
const transport = sshTransport({
  hosts: new Map(ports.map((port, index) => ['node' + index, { address: '127.0.0.1', port: Number(port) }])),
  username: 'me', password: 'any', agent: null, configFiles: [],
  privateKeyFile: folder + '/none', knownHostsFile: folder + '/known_hosts', hostKeyPolicy: 'off',
  onWarning: (text) => console.log(text),
})
await transport.connect('node0')
try { while (takeAll === 'all') openSync('/dev/null') } catch {}
const connected = await Promise.all(ports.map((_, index) => transport.connect('node' + index)))
  .then((all) => all.length + ' connected', (error) => error.code + ' ' + error.message)
console.log(connected)
await transport.close()
`

/** Takes all files that there may be, and prints the codes of the errors with which key files and agents are asked. */
const asking = `
const [base, folder] = process.argv.slice(1)
const { KeyFiles } = await import(base + 'key-files.js')
const { agentKeys } = await import(base + 'agent/agent-keys.js')
const { openSync } = await import('node:fs')
const codeOf = (asked) => asked.then(() => 'no error', (error) => (error.cause ?? error).code)
try { while (true) openSync('/dev/null') } catch {}
const files = await codeOf(new KeyFiles().usable([{ path: folder + '/key', named: true }]))
const arrangement = { first: [], tried: [], only: false }
const agent = await codeOf(agentKeys(folder + '/agent', arrangement, new AbortController().signal))
console.log(files, agent)
`

it('a process that can open no further file says nothing against its key files and its agent', () => {
  const script = 'ulimit -n 64; exec "$@"'
  const base = new URL('../../../dist/login/', import.meta.url).href
  const words = [process.execPath, '--input-type=module', '-e', asking, base, tmpdir()]
  expect(execFileSync('sh', ['-c', script, 'sh', ...words], { encoding: 'utf8' })).toBe('EMFILE EMFILE\n')
})

describe('a process that may have few files open', () => {
  let servers: ManyServers
  let folder: string
  let shell: ChildProcess | undefined
  beforeAll(async () => {
    servers = await startManyServers(hostCount)
    folder = mkdtempSync(join(tmpdir(), 'berth-files-'))
  })
  afterEach(() => void shell?.kill())
  afterAll(async () => {
    await servers.stop()
    rmSync(folder, { recursive: true })
  })

  /** Runs the program in a shell, within this limit; the shell then waits for a line, and tells its own limit. */
  const start = (limit: number, takeAll: string): { output: () => string; goOn: () => void } => {
    const script = 'limit=$1; shift; (ulimit -n "$limit"; exec "$@"); echo ended; read -r line; ulimit -n'
    const words = [process.execPath, '--input-type=module', '-e', program, entry.href, folder, takeAll]
    const ports = servers.ports.map(String)
    const started = spawn('sh', ['-c', script, 'sh', String(limit), ...words, ...ports], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    shell = started
    let output = ''
    started.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    return { output: () => output, goOn: () => void started.stdin.end('\n') }
  }

  it('connects to all hosts all the same, some of them when others are done', async () => {
    const { output, goOn } = start(140, 'none')
    await eventually(output, (text) => text.endsWith('ended\n'))
    expect(output()).toContain(`\n${hostCount} connected\n`)
    expect(output().match(/which is too few for all hosts at once/g)).toHaveLength(1)
    goOn()
    if (shell !== undefined) await once(shell, 'close')
  })

  runsRemedy('open-files-raise', 'lets the shell that started a process have more files open', async () => {
    const { output, goOn } = start(140, 'all')
    await eventually(output, (text) => text.endsWith('ended\n'))
    expect(output()).toContain('BERTH_OPEN_FILES')
    expect(output()).toContain('this machine has too many files open (the limit is 140)')
    const { hosts, line } = printedCommand(output().slice(output().indexOf('BERTH_OPEN_FILES')), 'prlimit')
    expect(hosts).toBeNull()
    execFileSync('sh', ['-c', line])
    goOn()
    if (shell !== undefined) await once(shell, 'close')
    expect(output().trimEnd().endsWith('\n4096')).toBe(true)
  })
})
