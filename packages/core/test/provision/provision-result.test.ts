import { describe, expect, test } from 'vitest'
import type { ContainerShell, ExecResult } from '../../src/contract/index.js'
import { type ProvisionResult, provision, provisionError } from '../../src/provision/index.js'
import { OutputTail } from '../../src/provision/output-tail.js'
import { provisionResult } from '../../src/provision/provision.js'
import { provisionAll } from './provision-all.js'

const exit = (exitCode: number | null, endedBy: ExecResult['endedBy'] = 'exit') =>
  ({ endedBy, exitCode, signal: endedBy === 'signal' ? 'SIGKILL' : null, duration: 1500 }) as const
const printed = { output: 'E: broken\n', truncated: false }
const output = { ...printed, duration: 1500 }

describe('provisionResult', () => {
  test.each<[string, ReturnType<typeof exit>, string | null, ProvisionResult]>([
    ['the script succeeded', exit(0), 'claimed', { outcome: 'done', duration: 1500 }],
    ['the script failed', exit(100), 'claimed', { outcome: 'failed', exitCode: 100, signal: null, ...output }],
    [
      'the wrapper was killed',
      exit(null, 'signal'),
      'claimed',
      { outcome: 'failed', exitCode: null, signal: 'SIGKILL', ...output },
    ],
    ['another run is at it', exit(0), 'taken run-9', { outcome: 'taken', run: 'run-9' }],
    ['a tool is missing', exit(0), 'missing base64', { outcome: 'missing tool', tool: 'base64' }],
    ['it was done before', exit(0), 'done x', { outcome: 'done before', marker: { state: 'unreadable', text: 'x' } }],
    ['the time was up', exit(null, 'timeout'), 'claimed', { outcome: 'timed out', ...output }],
    ['it was aborted', exit(null, 'abort'), 'claimed', { outcome: 'aborted', ...output }],
    ['the connection was lost', exit(null, 'lost'), 'claimed', { outcome: 'lost', ...output }],
  ])('%s', (_, result, report, expected) => {
    expect(provisionResult(result, report, printed)).toEqual(expected)
  })

  test.each([null, '', 'claim', 'success'])('exit code 0 with the report %j is no success', (report) => {
    expect(provisionResult(exit(0), report, printed)).toMatchObject({ outcome: 'not run' })
  })
})

describe('provisionError', () => {
  test('shows the last 40 lines, and how many there were', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}.`)
    const error = provisionError('node1', '/setup.sh', {
      outcome: 'failed',
      exitCode: 100,
      signal: null,
      output: lines.join('\n'),
      truncated: false,
      duration: 1,
    })
    expect(error?.code).toBe('BERTH_PROVISION_FAILED')
    expect(error?.message).toContain('node1: provision container: /setup.sh ended with 100\nThe last 40 of 100 lines')
    expect(error?.message).toContain('line 60.')
    expect(error?.message).not.toContain('line 59.')
    expect(error?.message).toContain('line 99.')
  })

  test('says that the beginning is missing, however few lines there are', () => {
    const long = { outcome: 'failed', exitCode: 1, signal: null, output: 'x'.repeat(9), truncated: true } as const
    const error = provisionError('node1', '/setup.sh', { ...long, duration: 1 })
    expect(error?.reason).toBe('/setup.sh ended with 1\nThe end of its output:\nxxxxxxxxx')
    expect(error?.remedy).toBe('Mend what the output shows.')
  })

  test.each<[ProvisionResult, string, string]>([
    [{ outcome: 'missing tool', tool: 'bash' }, 'BERTH_PROVISION_FAILED', 'the image has no bash'],
    [{ outcome: 'taken', run: 'r9' }, 'BERTH_PROVISIONING', 'run r9 is provisioning it now'],
    [
      { outcome: 'timed out', ...output },
      'BERTH_PROVISION_FAILED',
      'was ended after 1.5 s, when its time was up\nIts output:\nE: broken',
    ],
    [{ outcome: 'aborted', ...output }, 'BERTH_ABORTED', 'by the abort'],
    [{ outcome: 'lost', ...output }, 'BERTH_CONNECTION_LOST', 'may have run on'],
    [{ outcome: 'not run', reason: 'no space' }, 'BERTH_PROVISION_FAILED', 'nothing was run: no space'],
  ])('%o', (result, code, text) => {
    expect(provisionError('node1', '/setup.sh', result)).toMatchObject({ code, message: expect.stringContaining(text) })
  })

  test('a provisioned container is none', () => {
    expect(provisionError('node1', 'x', { outcome: 'done', duration: 1 })).toBeNull()
    expect(provisionError('node1', 'x', { outcome: 'done before', marker: { state: 'none' } })).toBeNull()
  })
})

describe('provision', () => {
  const script = { source: '/setup.sh', bytes: Buffer.from('x'), options: '', hash: 'h' }

  /** Prints the report in the smallest pieces, then the script's output. */
  function fake(host: string, report: string, exitCode: number, out: string, err = ''): ContainerShell {
    return {
      host,
      exec: async (command, options) => {
        const prefix = command[5] ?? ''
        for (const byte of Buffer.from(`${prefix}${report}\n`)) options?.onOutput?.('stdout', Buffer.from([byte]))
        options?.onOutput?.('stderr', Buffer.from(err))
        options?.onOutput?.('stdout', Buffer.from(out))
        return { host, exitCode, signal: null, endedBy: 'exit', stdout: '', stderr: '', truncated: false, duration: 1 }
      },
    }
  }

  test('passes on what the script printed, without the report', async () => {
    const seen: string[] = []
    const onOutput = (stream: string, chunk: Uint8Array) => void seen.push(`${stream}: ${Buffer.from(chunk)}`)
    const result = await provision(fake('a', 'claimed', 1, 'out', 'err'), script, { run: 'r', launch: 'l', onOutput })
    expect(seen).toEqual(['stderr: err', 'stdout: out'])
    expect(result).toMatchObject({ outcome: 'failed', output: 'errout' })
  })

  test('collects all failing hosts, each with its own output', async () => {
    const all = provisionAll(
      [fake('a', 'claimed', 0, ''), fake('b', 'claimed', 1, 'bad b'), fake('c', 'claimed', 2, 'bad c')],
      script,
      'r',
    )
    const error: unknown = await all.catch((failure: unknown) => failure)
    expect(error).toMatchObject({ code: 'BERTH_PROVISION_FAILED' })
    expect(String(error)).toMatch(/failed on 2 of 3 hosts\nb:\n[\s\S]*bad b[\s\S]*\nc:\n[\s\S]*bad c/)
  })

  test('refuses a run id that could be more than a word', async () => {
    await expect(provision(fake('a', 'claimed', 0, ''), script, { run: 'a b', launch: 'l' })).rejects.toThrow(TypeError)
  })
})

test('OutputTail keeps the end, and says that something is missing', () => {
  const tail = new OutputTail(10)
  for (const word of ['one ', 'two ', 'three ', 'four ', 'five ']) tail.push('stdout', Buffer.from(word))
  expect(tail.text().endsWith('four five ')).toBe(true)
  expect(tail.text()).not.toContain('one')
  expect(tail.dropped).toBe(true)
})
