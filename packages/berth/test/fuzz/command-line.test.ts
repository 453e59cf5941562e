import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzz, fuzzLater } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddNumbers, oddText, prototypeNames, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { jsonLine, jsonText } from '../../src/cli/json/json-text.js'
import { OutputEvents } from '../../src/cli/json/output-events.js'
import { outputText } from '../../src/cli/json/output-text.js'
import { HostLines } from '../../src/cli/output/host-lines.js'
import { fittedRow } from '../../src/cli/terminal/fitted-row.js'
import { outputBelowHeader } from '../../src/cli/terminal/output-below-header.js'
import { rowColumns } from '../../src/cli/terminal/row-columns.js'
import { terminalRows } from '../../src/cli/terminal/terminal-rows.js'
import { plainAgain, terminalText } from '../../src/cli/terminal/terminal-text.js'
import { runCli } from '../cli/run-cli.js'

const subcommands = [
  'validate',
  'config',
  'plan',
  'pull',
  'push',
  'save',
  'up',
  'exec',
  'run',
  'ps',
  'wait',
  'stop',
  'forget',
  'put',
  'get',
  'status',
  'down',
]
const options = [
  ...['--cluster', '-c', '--suite', '--hosts', '--json', '--run', '--timeout', '--idle-timeout', '--user', '--each'],
  ...[
    '--exit-code',
    '--replace',
    '--repair',
    '--head',
    '--on-host',
    '--detach',
    '--stream',
    '--output-dir',
    '-n',
    '--',
  ],
  ...['--template', '--skip-unreachable', '--keep-failed', '--destroy', '--detailed-exitcode', '--load-module'],
]
const values = [
  ...[
    'a',
    'b',
    'a,b',
    '@all',
    '!a',
    '[1-3]',
    '90s',
    '1.2.3s',
    '0s',
    'in_use',
    'in_use,foreign',
    'launch_missing',
    'first',
  ],
  ...[
    'x.json',
    '',
    ' ',
    '-',
    '--=',
    '--json=1',
    '--timeout=9',
    ...oddNumbers.map((number) => `${number}s`),
    ...prototypeNames,
  ],
  ...prototypeNames.map((name) => `--${name}`),
]
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...options) },
  { weight: 4, arbitrary: fc.constantFrom(...values) },
  // No shell hands a NUL to a program.
  oddText.map((text) => text.replaceAll('\0', '').slice(0, 200)),
)

describe('a command line', () => {
  it('of any words ends with an exit code, in words that are no fault of Berth’s, and in JSON of its schema', async () => {
    const words = fc.tuple(
      fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...subcommands, ...prototypeNames) }, word),
      fc.array(word, { maxLength: 7 }),
    )
    await fuzzLater(words, async ([first, others]) => {
      const { exitCode, stderr, json } = await runCli([first, ...others])
      expect([0, 1, 2, 3, 4, 5, 130]).toContain(exitCode)
      expect(stderr).not.toContain('This is a fault in Berth')
      if (json !== null) expect(json.exitCode).toBe(exitCode)
    })
  })

  it('takes lengths of time and nodesets that are none for wrong use', async () => {
    for (const time of [
      '0s',
      '-1s',
      '1',
      's',
      '1e9s',
      '٣s',
      `${'9'.repeat(400)}d`,
      '1.2.3s',
      '25d',
      '0.0000000000001s',
      '0.0000001s',
      '',
    ]) {
      const { exitCode, stderr } = await runCli(['exec', '--timeout', time, '--', 'true'])
      expect([time, exitCode, stderr]).toEqual([time, 2, expect.stringMatching(/length of time|argument/)])
    }
  })
})

describe('what a command printed', () => {
  const output = fc.oneof(
    textOf('\x1b[31m', '\x1b[8m', '\x1b[', '─', '\t', '\r\n', '\n', '漢', '\u200d', '👩'),
    oddText,
  )

  it('is whole lines of a terminal, and the same in JSON', () => {
    fuzz(output, fc.integer({ min: 0, max: 200 }), (text, columns) => {
      for (const row of terminalRows(text, 'gpu1 │ ', columns).split('\n').slice(0, -1)) expect(row).toMatch(/^gpu1 │ /)
      const shown = outputBelowHeader(text, { isTTY: true, columns })
      expect(shown === '' || shown.endsWith('\n') || shown.endsWith(plainAgain)).toBe(true)
      expect([...fittedRow(terminalText(text).replaceAll('\n', ''), columns)].length).toBeLessThanOrEqual(columns + 1)
      expect(JSON.parse(jsonText({ text })).text).toBe(text)
      expect(jsonLine({ text }).indexOf('\n')).toBe(jsonLine({ text }).length - 1)
    })
    fuzz(oddText, fc.option(fc.integer(), { nil: undefined }), (COLUMNS, columns) => {
      expect(rowColumns(columns, { COLUMNS })).toBeGreaterThan(0)
    })
  })

  it('is text, or bytes, whatever it is', () => {
    fuzz(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (bytes, cut) => {
      const text = outputText(bytes, cut)
      if (typeof text === 'object') expect(Buffer.from(text.base64, 'base64')).toEqual(Buffer.from(bytes))
      else if (!cut) expect(Buffer.from(text)).toEqual(Buffer.from(bytes))
    })
  })

  it.each<[string, string]>([
    ['letters', 'x'],
    ['colours', '\x1b[31m'],
    ['colours that begin', '\x1b['],
    ['lines', 'x\n'],
    ['returns', '\r'],
    ['signs', '👩\u200d'],
    ['rules', '─'],
    ['tabs', '\t'],
  ])('takes as long as it is: %s', (_, piece) => {
    growsEvenly(
      (size) => piece.repeat(size),
      (text) => [
        terminalRows(text, 'gpu1 │ ', 80),
        outputBelowHeader(text, { isTTY: true, columns: 80 }),
        fittedRow(text, 80),
        jsonText(text),
      ],
    )
  })

  it('takes as long as it is, where no line ends', () => {
    const sink = { write: () => true }
    growsEvenly(
      (size) => Array.from({ length: size }, () => Buffer.alloc(1000, 'x')),
      (pieces) => {
        const events = new OutputEvents(sink)
        const lines = new HostLines({ stdout: sink, stderr: sink }, ['gpu1'])
        for (const piece of pieces) {
          void events.add('gpu1', 'stdout', piece)
          void lines.add('gpu1', 'stdout', piece)
        }
      },
      { from: 50, most: 2_000 },
    )
  })
})
