import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { dockerdCommand } from '../src/host/dockerd-command.js'
import { enterCommand } from '../src/host/enter.js'
import { initArguments } from '../src/host/init-script.js'
import { runcShim } from '../src/host/runc-shim.js'

test('entering a host keeps an argv and gives a string to sh', () => {
  const init = { pid: 12, started: '1@boot' }
  const enter = ['nsenter', '-t', '12', '-m', '-u', '-i', '-n', '-p', '--']
  expect(enterCommand(init, ['echo', 'a b'])).toEqual([...enter, 'echo', 'a b'])
  expect(enterCommand(init, 'echo $HOME')).toEqual([...enter, '/bin/sh', '-c', 'echo $HOME'])
})

test('dockerd keeps to its own paths and takes the shim only where it is needed', () => {
  const plain = dockerdCommand({ containerdStore: null, cgroupParent: '/berth-testbed/t/h1', shim: false })
  expect(plain).toContain('--cgroup-parent=/berth-testbed/t/h1')
  expect(plain.join(' ')).not.toContain('runtime')
  expect(dockerdCommand({ containerdStore: '/x/dockerd', cgroupParent: '/x', shim: true })).toContain(
    '--default-runtime=berth-testbed',
  )
})

test('the init gets its arguments in the order in which it reads them', () => {
  const init = { name: 'h1', address: '10.77.0.11/24', layers: '/l', files: '/f', dataRoot: '/d', images: '/i' }
  expect(initArguments({ ...init, dockerd: ['dockerd', '-D'] })).toEqual([
    'h1',
    '10.77.0.11/24',
    '/l',
    '/f',
    '/d',
    '/i',
    'dockerd',
    '-D',
  ])
})

test.each([
  ['create', ['--root', '/r', 'create', '--bundle', 'DIR', 'id'], 'config.json'],
  ['exec', ['--root', '/r', 'exec', '--process', 'DIR/process', 'id'], 'process'],
])('the shim takes the capability and the limits out on %s, and nothing from strings', async (_verb, args, file) => {
  const folder = mkdtempSync(join(tmpdir(), 'shim-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const process_ = {
    args: ['sh', '-c', 'echo "CAP_SYS_RESOURCE" \'"rlimits":[1]\''],
    capabilities: {
      bounding: ['CAP_CHOWN', 'CAP_SYS_RESOURCE'],
      effective: ['CAP_SYS_RESOURCE', 'CAP_KILL'],
      permitted: ['CAP_SYS_RESOURCE'],
    },
    rlimits: [{ type: 'RLIMIT_MEMLOCK', hard: 1, soft: 1 }],
  }
  writeFileSync(join(folder, file), JSON.stringify(process_))
  writeFileSync(join(folder, 'runc'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 })
  writeFileSync(join(folder, 'shim'), runcShim(), { mode: 0o755 })
  const given = args.map((argument) => argument.replace('DIR', folder))
  const { stdout } = await execa(join(folder, 'shim'), given, { env: { PATH: `${folder}:/usr/bin:/bin` } })
  expect(stdout.split('\n')).toEqual(given)
  expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual({
    args: process_.args,
    capabilities: { bounding: ['CAP_CHOWN'], effective: ['CAP_KILL'], permitted: [] },
    rlimits: [],
  })
})
