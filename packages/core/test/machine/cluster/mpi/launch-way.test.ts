import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localTransport } from '@berth/transport-local'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import type { MpiResult } from '../../../../src/cluster/mpi/mpi-result.js'
import { runMpi } from '../../../../src/cluster/mpi/run/run-mpi.js'
import type { MpiLaunch } from '../../../../src/cluster/mpi/words/launch.js'
import { asArgv } from '../../../../src/command/index.js'
import type { ContainerShell } from '../../../../src/contract/index.js'

const transport = localTransport()
let bin: string
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'berth-mpi-way-'))
  // A launcher that starts nobody.
  program('mpirun', '[ "$1" != --version ] || echo \'mpirun (Open MPI) 4.1.4\'')
})
afterEach(() => rmSync(bin, { recursive: true }))
afterAll(() => transport.close())

function program(name: string, text: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
  chmodSync(join(bin, name), 0o755)
}

/** A "container" that is this machine, where everybody is who they are here. */
const shell: ContainerShell = {
  host: 'a',
  exec: async (command, { user: _, ...options } = {}) => {
    const words = ['sh', '-c', 'PATH=$0:$PATH; export PATH; exec "$@"', bin, ...asArgv(command)]
    return (await transport.connect('a')).exec(words, options)
  },
}

const run = (...ways: readonly MpiLaunch[]): Promise<MpiResult> =>
  runMpi(
    {
      command: ['true'],
      placed: [{ host: 'a', ranks: 1 }],
      hosts: new Map([['a', { host: 'a', address: 'a', variables: {} }]]),
      shellOf: () => Promise.resolve(shell),
      env: {},
      mpi: 'auto',
      args: [],
      interface: null,
      place: {},
      tagOutput: false,
      askHost: () => Promise.resolve(),
      lostAfter: 60_000,
      timeout: undefined,
      signal: undefined,
      onOutput: undefined,
      maxOutput: undefined,
    },
    ways,
  )

it('is sshd for root, and the next one for others, or a refusal that says so', async () => {
  program('id', 'echo 0')
  expect(await run('sshd', 'berth')).toMatchObject({ exitCode: 0, launch: 'sshd' })
  program('id', 'echo 1000')
  expect(await run('sshd', 'berth')).toMatchObject({ exitCode: 0, launch: 'berth' })
  await expect(run('sshd')).rejects.toMatchObject({
    ...{ code: 'BERTH_MPI_UNUSABLE', host: 'a', operation: 'prepare mpirun' },
    message: expect.stringContaining('the sshd of the containers is for root alone'),
    remedy: expect.stringContaining('--launch berth'),
  })
})
