import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { programs } from '../../../../src/command/programs.generated.js'
import { bundle } from '../../../../src/sshd/steps/bundle.js'
import { everyShell } from '../../program/every-shell.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-bundle-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

const texts = { secret: 'a\n\n  b \\n "c" $d\n\tend\n', config: 'end\n600 1 /x\n', long: `${'x'.repeat(5000)}\n` }
const packed = () => {
  const path = (name: string): string => join(folder, name)
  return bundle([
    { path: path('secret'), mode: '600', text: texts.secret },
    { path: path('config'), mode: '644', text: texts.config },
    { path: path('long'), mode: '644', text: texts.long },
  ])
}
/** What unpacks, alone. */
const unpack = `${readFileSync(new URL('../../../../programs/functions/unpack.sh', import.meta.url), 'utf8')}unpack && install_unpacked`

everyShell(programs, [], ({ argv }) => {
  const run = (input: string): number | null => {
    const [file = '', ...words] = argv(['sh', '-c', unpack])
    return spawnSync(file, words, { input, encoding: 'utf8' }).status
  }

  test('a bundle gives every file, exactly, with its mode', () => {
    writeFileSync(join(folder, 'secret'), 'old', { mode: 0o666 })
    expect(run(packed())).toBe(0)
    expect(
      Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    ).toEqual(texts)
    expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'config')).mode & 0o777).toBe(0o644)
  })

  test('input cut short anywhere changes nothing', () => {
    const input = packed()
    writeFileSync(join(folder, 'secret'), 'old')
    for (let length = 0; length < input.length; length += length > 120 && length < 5000 ? 700 : 7) {
      expect(run(input.slice(0, length))).not.toBe(0)
      expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('old')
      expect(readdirSync(folder)).not.toContain('config')
    }
  })
})
