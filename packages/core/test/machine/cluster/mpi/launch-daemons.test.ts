import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localTransport } from '@berth/transport-local'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launchVariable } from '../../../../src/cluster/mpi/guards/guard-command.js'
import type { MpiResult } from '../../../../src/cluster/mpi/mpi-result.js'
import { runMpi } from '../../../../src/cluster/mpi/run/run-mpi.js'
import { asArgv } from '../../../../src/command/index.js'
import type { ContainerShell } from '../../../../src/contract/index.js'
import { BerthError } from '../../../../src/errors/index.js'
import { eventually, processesWith } from '../../../command/processes.js'

/** Finds the agent among its arguments, and has it run what `ask` is given on a host. */
const asking = `
[ "$1" != --version ] || { echo 'mpirun (Open MPI) 4.1.4'; exit; }
for word; do case $word in */agent) agent=/\${word#*/} ;; esac done
ask() { "$agent" "$@"; }
`
const hosts = ['a', 'b', 'c']
const transport = localTransport()
let folder: string
let begun: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-mpi-daemons-'))
  begun = []
})
afterEach(() => rmSync(folder, { recursive: true }))
afterAll(() => transport.close())

function launcher(text: string): void {
  writeFileSync(join(folder, 'mpirun'), `#!/bin/sh\n${asking}${text}\n`)
  chmodSync(join(folder, 'mpirun'), 0o755)
}

/**
 * A "container" that is this machine; `failing`: the hosts whose commands cannot be begun, each with why; of `sweep
 * HOST` only the command by which what is left is ended.
 */
const shellOn = (host: string, failing: Readonly<Record<string, BerthError>>): ContainerShell => ({
  host,
  exec: async (command, options) => {
    const argv = asArgv(command)
    begun.push(`${host} ${argv[3]}`)
    const failure = failing[host] ?? (argv[3]?.startsWith(`${launchVariable}=`) ? failing[`sweep ${host}`] : undefined)
    if (failure !== undefined) throw failure
    const words = ['sh', '-c', 'PATH=$0:$PATH; export PATH; exec "$@"', folder, ...argv]
    return (await transport.connect(host)).exec(words, options)
  },
})

const run = (failing: Readonly<Record<string, BerthError>> = {}): Promise<MpiResult> =>
  runMpi(
    {
      command: ['true'],
      placed: hosts.map((host) => ({ host, ranks: 1 })),
      hosts: new Map(hosts.map((host) => [host, { host, address: host, variables: { BERTH_TEST_HOST: host } }])),
      shellOf: async (host) => shellOn(host, failing),
      ...{ env: {}, mpi: 'auto', args: [], interface: null, place: {}, tagOutput: false, lostAfter: 5_000 },
      askHost: () => Promise.resolve(),
      ...{ timeout: undefined, signal: undefined, onOutput: undefined, maxOutput: undefined },
    },
    ['berth'],
  )
const failed = (host: string, code: BerthError['code'], message: string): BerthError =>
  new BerthError({ code, host, operation: 'exec', message })
/** Every command of a "container" has the folder in its environment. */
const nothingLeft = (): Promise<unknown> =>
  eventually(
    () => processesWith(folder),
    ({ length }) => length === 0,
  )
const daemons = (): string[] => begun.filter((one) => one.endsWith(' berth-mpi-guard'))

describe('daemons of a launch', () => {
  it('begin with the gate, one on each other host, and go where nobody asks for them', async () => {
    launcher('ask b \'echo "$BERTH_TEST_HOST of $0" >&2; exit 3\'; exit $?')
    expect(await run()).toMatchObject({ exitCode: 3, stderr: expect.stringMatching(/^b of /) })
    expect(daemons()).toEqual(['b berth-mpi-guard', 'c berth-mpi-guard'])
    await nothingLeft()
  })

  it('are others where a host is asked twice, or launches itself', async () => {
    launcher('ask b true && ask b true && ask a true')
    expect(await run()).toMatchObject({ exitCode: 0, daemons: new Map() })
    expect(daemons()).toEqual(['b', 'c', 'b', 'a'].map((host) => `${host} berth-mpi-guard`))
  })

  it('that could not begin fail once they are asked for, and are nobody’s failure before', async () => {
    const failing = { b: failed('b', 'BERTH_EXEC_NOT_STARTED', 'no such container') }
    launcher('ask c true')
    expect(await run(failing)).toMatchObject({ exitCode: 0, daemons: new Map() })
    launcher('ask b true')
    const result = await run(failing)
    expect(result).toMatchObject({ exitCode: 255 })
    expect(result.daemons.get('b')).toMatchObject({ code: 'BERTH_MPI_LAUNCH_FAILED', operation: "run mpirun's daemon" })
  })

  it('end with all of the launch where a host is lost before it is asked', async () => {
    launcher('echo launched; exec sleep 60')
    const result = await run({ c: failed('c', 'BERTH_CONNECTION_LOST', 'gone away') })
    expect(result.failure()).toMatchObject({ code: 'BERTH_CONNECTION_LOST', host: 'c' })
    expect(result.failed).toMatchObject({ rank: 2, host: 'c', how: 'was lost with its host' })
  })

  it('may be left where what is left could not be ended, which is told apart from what failed', async () => {
    launcher('ask b false')
    const result = await run({ 'sweep b': failed('b', 'BERTH_EXEC_NOT_STARTED', 'the engine hangs') })
    expect([...result.left.keys()]).toEqual(['b'])
    expect(result.left.get('b')).toMatchObject({ host: 'b', operation: 'end what mpirun left' })
    expect(result.daemons.get('b')).toMatchObject({ operation: "run mpirun's daemon" })
  })

  it('go where nothing is launched', async () => {
    const untouched = join(folder, 'touched')
    writeFileSync(join(folder, 'mpirun'), `#!/bin/sh\n[ "$1" = --version ] || touch '${untouched}'\n`)
    chmodSync(join(folder, 'mpirun'), 0o755)
    await expect(run()).rejects.toMatchObject({ code: 'BERTH_MPI_UNUSABLE', host: 'a' })
    expect(daemons()).toEqual(['b berth-mpi-guard', 'c berth-mpi-guard'])
    expect(existsSync(untouched)).toBe(false)
    await nothingLeft()
  })
})
