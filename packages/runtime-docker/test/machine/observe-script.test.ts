import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dockerDialect } from '../../src/docker-dialect.js'
import { observeCommand } from '../../src/observe-script.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'observe-'))
  const docker = join(folder, 'docker')
  writeFileSync(docker, '#!/bin/sh\nprintf "%200000s" ""\n')
  chmodSync(docker, 0o755)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Runs the probe where a file can have this many blocks of 512 bytes, as on a disk that is nearly full. */
function probe(blocks: number): { status: number | null; stdout: string; stderr: string } {
  const command = observeCommand(dockerDialect, { name: 'box', image: 'tb:1', privilege: 'plain' }, 'NONCE')
  const limited = ['-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`, 'sh', ...command]
  const env = { PATH: `${folder}:${process.env.PATH}`, TMPDIR: folder }
  return spawnSync('sh', limited, { env, encoding: 'utf8' })
}

test.each([
  ['has no room for anything', 0, /are full, or cannot be written/],
  ['has room for a part of the answer', 128, /has no room for what the engine says/],
])('a host that %s gives no answer, says why and keeps nothing', (_, blocks, why) => {
  const { status, stdout, stderr } = probe(blocks)
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(why)
  expect(readdirSync(folder)).toEqual(['docker'])
})

test('a host that has room answers', () => {
  const { status, stdout } = probe(1000)
  expect(status).toBe(0)
  expect(stdout).toMatch(/\nNONCE end\n$/)
})
