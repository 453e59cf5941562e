import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareSpec } from '@berth/testkit'
import { expect, test } from 'vitest'
import { dockerDialect } from '../src/docker-dialect.js'
import { imageOutcome } from '../src/image-outcome.js'
import { ensureImageCommand } from '../src/image-script.js'
import { launchOutcome } from '../src/launch-outcome.js'
import { launchCommand } from '../src/launch-script.js'

const engine = { dialect: dockerDialect, reachedBy: 'plain', store: 'classic', rootless: false } as const
const spec = bareSpec({ name: 'box' })

/** What a script prints on this machine with a program of this text for its engine. */
function withEngine(text: string, [program = '', ...words]: readonly string[]): { stdout: string; stderr: string } {
  const folder = mkdtempSync(join(tmpdir(), 'berth-engine-'))
  try {
    writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
    return spawnSync(program, words, { cwd: folder, env: { PATH: `${folder}:${process.env.PATH}` }, encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test.each([
  ['echo boom >&2; exit 1', 'BERTH_LAUNCH_FAILED', 'boom'],
  ['kill -KILL $$', 'BERTH_LAUNCH_UNKNOWN', 'ended by signal 9'],
])('a creation that ends by %j: %s', (ending, code, reason) => {
  const answer = withEngine(ending, launchCommand(engine, spec, 'N'))
  expect(launchOutcome(answer, 'N', engine)).toMatchObject({ code, reason: expect.stringContaining(reason) })
})

test.each([
  ['Error: No such image: a:1', 'a:1 was pulled and is not there'],
  ['Error response from daemon: database is locked', 'Error response from daemon: database is locked'],
])('after a pull the engine says %j', (said, reason) => {
  const source = { reference: 'a:1', pull: 'missing', archive: null } as const
  const text = `[ "$1" != pull ] || exec touch pulled
[ -e pulled ] && echo '${said}' >&2 || echo 'Error: No such image: a:1' >&2
exit 1`
  const answer = withEngine(text, ensureImageCommand(engine, source, 'N'))
  expect(imageOutcome(answer, 'N', source, engine)).toMatchObject({ reason })
})
