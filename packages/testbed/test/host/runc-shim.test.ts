import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { runcShim } from '../../src/host/runc-shim.js'

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
