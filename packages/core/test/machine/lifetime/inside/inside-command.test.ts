import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { programs } from '../../../../src/command/programs.generated.js'
import { insideCommand } from '../../../../src/program/index.js'
import { everyShell } from '../../program/every-shell.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-inside-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

/** As provisioning writes down a process: what tells the process from a later one of the same number. */
function identity(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return `${pid} ${ticks} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`
}

everyShell(programs, ['lifetime/inside'], ({ container }) => {
  const lines = async (at = folder): Promise<string[]> => {
    const { stdout, exitCode } = await container.exec(insideCommand(at))
    expect(exitCode).toBe(0)
    const [head, now, uptime, ...rest] = stdout.trimEnd().split('\n')
    const looked = [
      'inside 1',
      expect.stringMatching(/^now \d{10}$/),
      expect.stringMatching(/^uptime [0-9a-f-]{36} \d+$/),
    ]
    expect([head, now, uptime, rest.pop()]).toEqual([...looked, 'end'])
    return rest
  }

  test('tells nothing where there is nothing, and makes no folder', async () => {
    expect(await lines(join(folder, 'none'))).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  })

  test('tells the first line of each file, byte for byte, and changes none', async () => {
    write('provisioned', '{"text":"\\n ü  *"}\nmore\n')
    write('committed', 'l1\n')
    write('lease', 'l1 boot 7200\n')
    write('seals/a', 'l1 1760000000 r1\n')
    write('claims/a', 'l1 1760000000 r2 {"user":"ann b"}\n')
    write('claims/b', 'without an end')
    const before = statSync(folder).mtimeMs
    expect(await lines()).toEqual([
      'lease l1 boot 7200',
      'marker {"text":"\\n ü  *"}',
      'committed l1',
      'seal l1 1760000000 r1',
      'claim a l1 1760000000 r2 {"user":"ann b"}',
      'claim b without an end',
    ])
    expect([statSync(folder).mtimeMs, readdirSync(join(folder, 'claims'))]).toEqual([before, ['a', 'b']])
  })

  test('tells the highest claim on provisioning while its process lives', async () => {
    write('provisioned.claims/1', `r1 l1 ${identity(process.pid)}\n`)
    expect(await lines()).toEqual(['provisioning l1 r1'])
    write('provisioned.claims/x', `r9 l1 ${identity(process.pid)}\n`)
    write('provisioned.claims/10', `r10 l1 ${identity(process.pid)}\n`)
    write('provisioned.claims/9', `r9 l1 ${identity(1)}\n`)
    expect(await lines()).toEqual(['provisioning l1 r10'])
  })

  test.each([
    ['a process that is gone', '4194304 1 boot'],
    ['another process of the same number', identity(process.pid).replace(/ \d+ /, ' 1 ')],
    ['a process of another boot', identity(process.pid).replace(/\S+$/, 'other')],
  ])('tells no claim of %s', async (_, of) => {
    write('provisioned.claims/1', `r1 l1 ${of}\n`)
    expect(await lines()).toEqual([])
  })
})
