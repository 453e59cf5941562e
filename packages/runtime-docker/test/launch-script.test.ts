import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dockerDialect } from '../src/docker-dialect.js'
import { launchOutcome } from '../src/launch-outcome.js'
import { launchCommand } from '../src/launch-script.js'

const engine = { dialect: dockerDialect, reachedBy: 'plain', store: 'classic', rootless: false } as const
const spec = {
  ...{ name: 'box', labels: {}, env: {}, network: null, ipc: null, privileged: false, volumes: [], devices: [] },
  ...{ capAdd: [], securityOpt: [], groupAdd: [], ulimits: [] },
  image: { id: 'sha256:f00', configDigest: null, manifestDigests: [], layers: [], platform: null },
}

test.each([
  ['echo boom >&2; exit 1', 'BERTH_LAUNCH_FAILED', 'boom'],
  ['kill -KILL $$', 'BERTH_LAUNCH_UNKNOWN', 'ended by signal 9'],
])('a creation that ends by %j: %s', (ending, code, reason) => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-launch-'))
  try {
    writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${ending}\n`, { mode: 0o755 })
    const [program = '', ...words] = launchCommand(engine, spec, 'N')
    const env = { PATH: `${folder}:${process.env.PATH}` }
    const { stdout, stderr } = spawnSync(program, words, { env, encoding: 'utf8' })
    expect(launchOutcome({ stdout, stderr }, 'N', engine)).toMatchObject({
      code,
      reason: expect.stringContaining(reason),
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
