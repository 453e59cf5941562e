import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lab } from '../../../core/test/lifetime/berth-over.js'
import { MemoryBerth } from './remedies/memory-berth.js'

function berthWith(script: string): MemoryBerth {
  const folder = mkdtempSync(join(tmpdir(), 'berth-setup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'setup.sh'), script)
  return new MemoryBerth(lab(['n1', 'n02']), { setup_script: join(folder, 'setup.sh') })
}

test('up --stream prints what setup scripts print where progress goes, each line after its host', async () => {
  const { exitCode, stdout, stderr } = await berthWith('echo one\necho two >&2\n').on('up', '--stream')
  expect(exitCode).toBe(0)
  for (const host of ['n1 ', 'n02']) expect(stderr).toContain(`${host} │ one\n`)
  expect(stderr.match(/ │ two$/gm)).toHaveLength(2)
  expect(stdout).not.toContain('│')
})

test('up --stream --json prints lines of JSON, and the envelope last', async () => {
  const { exitCode, stdout } = await berthWith('echo one\n').on('up', '--stream', '--json')
  expect(exitCode).toBe(0)
  const [first, second, last, ...more] = stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect([first, second]).toEqual(
    expect.arrayContaining(['n1', 'n02'].map((host) => ({ event: 'output', host, stream: 'stdout', output: 'one\n' }))),
  )
  expect(last).toMatchObject({ command: 'up', ok: true })
  expect(more).toEqual([])
})

test('up prints nothing of it without --stream, and the end of it where the script fails', async () => {
  expect((await berthWith('echo one\n').on('up')).stderr).not.toContain('│')
  const { exitCode, stderr } = await berthWith('echo one\nexit 3\n').on('up')
  expect(exitCode).toBe(1)
  expect(stderr).toContain('Its output:\n')
})
