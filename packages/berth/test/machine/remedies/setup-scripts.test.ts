import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { lab } from '../../../../core/test/lifetime/berth-over.js'
import { printedCommands } from '../../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../../testbed/test/remedies/runs-remedy.js'
import { MemoryBerth } from './memory-berth.js'

/** A cluster of one host with that setup script, which is in a folder whose name has a space. */
function berthWith(bytes: string | Uint8Array): { berth: MemoryBerth; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'berth setup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'setup.sh')
  writeFileSync(path, bytes, { mode: 0o644 })
  return { berth: new MemoryBerth(lab(['n1']), { setup_script: path }), path }
}

/** The lines that a refusal prints for this machine, which say what is wrong where. */
async function refusal(berth: MemoryBerth, ...said: readonly string[]): Promise<readonly string[]> {
  const { exitCode, stderr } = await berth.on('up')
  expect(exitCode).toBe(2)
  for (const text of said) expect(stderr).toContain(text)
  return printedCommands(stderr).map(({ hosts, line }) => {
    expect(hosts).toBeNull()
    return line
  })
}

/** Runs a printed line as it is, from another folder. */
const run = (line: string | undefined): string =>
  execFileSync('sh', ['-c', line ?? 'false'], { cwd: '/', encoding: 'utf8' })

/** The script is refused with one line to look at; what is printed mends it in place, with its mode. */
async function mends(bytes: string, line: string, what: string): Promise<void> {
  const { berth, path } = berthWith(bytes)
  const [command, ...others] = await refusal(berth, path, line)
  expect(others).toEqual([])
  run(command)
  expect(execFileSync('bash', [path], { encoding: 'utf8' })).toBe(what)
  expect(statSync(path).mode & 0o777).toBe(0o644)
  expect(await berth.on('validate')).toMatchObject({ exitCode: 0 })
}

runsRemedy('script-line-ends', 'takes what bash would take for a part of the line', () =>
  mends("echo one\nprintf '%s\\n' two\r\n", 'line 2', 'one\ntwo\n'),
)

runsRemedy('script-line-ends', 'makes lines of what bash would take for one', () =>
  mends('#!/bin/bash\recho one\recho two\r', 'line 1', 'one\ntwo\n'),
)

const wide = Buffer.from('\ufeffecho ✓\r\necho two\r\n', 'utf16le')

runsRemedy('script-copy-utf-8', 'makes UTF-8 of UTF-16, beside the file, which can be named then', async () => {
  const { berth, path } = berthWith(wide)
  const [copy, ...others] = await refusal(berth, path, 'line 1', 'name that in setup_script')
  expect(others).toEqual([])
  run(copy)
  const text = readFileSync(`${path}.utf-8`)
  expect(text.toString('utf8').replace('\ufeff', '')).toBe('echo ✓\r\necho two\r\n')
  expect(readFileSync(path)).toEqual(wide)
  const named = new MemoryBerth(lab(['n1']), { setup_script: `${path}.utf-8` })
  expect(await named.on('validate')).toMatchObject({ exitCode: 0 })
})

runsRemedy('script-copy-utf-8', 'writes over nothing', async () => {
  const { berth, path } = berthWith(wide)
  writeFileSync(`${path}.utf-8`, 'of another day')
  const [copy] = await refusal(berth)
  expect(() => run(copy)).toThrow(/exist/)
  expect([readFileSync(`${path}.utf-8`, 'utf8'), readFileSync(path)]).toEqual(['of another day', wide])
})
