import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz, fuzzLater } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddText, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { readFile } from '../../src/command/files/read-file.js'
import { AnnouncedOutput } from '../../src/command/output/announced-output.js'
import { BoundedOutput } from '../../src/command/output/bounded-output.js'
import { ToldExit } from '../../src/command/output/told-exit.js'
import { leftOf } from '../../src/command/terminate.js'
import type { ContainerExecOptions, ContainerShell, ExecResult } from '../../src/contract/index.js'
import { listDetached } from '../../src/detach/list-detached.js'
import { UntilMark } from '../../src/detach/until-mark.js'
import { waitForDetached } from '../../src/detach/wait-for-detached.js'
import { BerthError } from '../../src/errors/index.js'
import { reportLines } from '../../src/program/reports/report-lines.js'
import { ReportedOutput } from '../../src/provision/reported-output.js'
import { clusterKeys } from '../../src/sshd/steps/cluster-keys.js'
import { readTrust } from '../../src/sshd/steps/read-trust.js'

/** What a stream passed on, with what it told besides. */
type Read = (pieces: readonly Uint8Array[]) => { readonly passed: string; readonly told: unknown }

const readers: readonly [string, Read][] = [
  [
    'AnnouncedOutput',
    (pieces) => {
      const passed: Uint8Array[] = []
      const output = new AnnouncedOutput('mark', (chunk) => passed.push(Buffer.from(chunk)))
      for (const piece of pieces) output.push(piece)
      output.finish()
      return { passed: String(Buffer.concat(passed)), told: [output.announced, output.toldExitCode] }
    },
  ],
  [
    'ToldExit',
    (pieces) => {
      const passed: Uint8Array[] = []
      const output = new ToldExit('mark', (chunk) => passed.push(Buffer.from(chunk)))
      for (const piece of pieces) output.push(piece)
      output.finish()
      return { passed: String(Buffer.concat(passed)), told: output.exitCode }
    },
  ],
  [
    'UntilMark',
    (pieces) => {
      const passed: Uint8Array[] = []
      const output = new UntilMark('\u001emark', (chunk) => passed.push(Buffer.from(chunk)))
      for (const piece of pieces) output.push(piece)
      return { passed: output.after === null ? '' : String(Buffer.concat(passed)), told: output.after }
    },
  ],
  [
    'ReportedOutput',
    (pieces) => {
      const passed: Uint8Array[] = []
      const output = new ReportedOutput('mark ', (_, chunk) => passed.push(Buffer.from(chunk)))
      for (const piece of pieces) output.push('stdout', piece)
      output.flush()
      return { passed: String(Buffer.concat(passed)), told: output.report }
    },
  ],
  [
    'BoundedOutput',
    (pieces) => {
      const output = new BoundedOutput(40)
      for (const piece of pieces) output.push(piece)
      return { passed: output.text(), told: output.truncated }
    },
  ],
  [
    'reportLines',
    (pieces) => {
      const told: string[] = []
      const listener = reportLines('mark', {
        onReport: (word) => told.push(`report ${word}`),
        onLine: (line) => told.push(line),
      })
      for (const piece of pieces) listener('stdout', piece)
      return { passed: '', told }
    },
  ],
]
const stream = textOf('\n', 'mark', ' ', '7\n', '\u001emark exit 0\n', '\u001e', 'mark ended ', 'out\n', '\r').filter(
  (text) => text.length < 10_000,
)

describe.each(readers)('%s', (_, read) => {
  it('gives the same, in whatever pieces the stream comes', () => {
    fuzz(stream, fc.array(fc.nat(400), { maxLength: 8 }), (text, places) => {
      const bytes = Buffer.from(text)
      const cuts = [0, ...places.filter((place) => place < bytes.length).sort((a, b) => a - b), bytes.length]
      const pieces = cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end))
      expect(read(pieces)).toEqual(read([bytes]))
    })
  })

  it.each<[string, string]>([
    ['a line without an end', 'x'.repeat(1000)],
    ['many lines', 'x\n'.repeat(500)],
    ['what may be the beginning of a mark', '\n\u001emark'.repeat(100)],
  ])('takes as long as the stream is: %s', (_name, piece) => {
    growsEvenly((size) => Array.from({ length: size }, () => Buffer.from(piece)), read, { from: 50, most: 2_000 })
  })
})

/** A container that answers so, whatever it is asked. */
function answering(stdout: string, stderr = ''): ContainerShell {
  return {
    host: 'gpu1',
    async exec(_command, { onOutput }: ContainerExecOptions = {}): Promise<ExecResult> {
      await onOutput?.('stdout', Buffer.from(stdout))
      await onOutput?.('stderr', Buffer.from(stderr))
      const ended = { exitCode: 0, signal: null, endedBy: 'exit', truncated: false, duration: 1 } as const
      return { host: 'gpu1', stdout, stderr, ...ended }
    },
  }
}

/** What it resolves with; null for an error of Berth's. Whatever else it rejects with is a fault. */
async function orRefused<Value>(work: Promise<Value>): Promise<Value | null> {
  return work.catch((error: unknown) => {
    if (BerthError.isInstance(error)) return null
    throw error
  })
}

describe('the answers of programs in a container', () => {
  const privateKey = (name: string): string =>
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${name}\n-----END OPENSSH PRIVATE KEY-----\n`
  const keys = `${privateKey('aaaa')}${privateKey('bbbb')}ssh-ed25519 AAAA berth-lab\nssh-ed25519 BBBB berth-lab\n`
  const trust = 'gpu1,[gpu2]:2224 ssh-ed25519 AAAA\nauthorized\nssh-ed25519 CCCC berth\nend\n'

  it('with keys are whole, or refused', async () => {
    const container = (text: string) => ({ ...answering(text), names: ['gpu1'], launch: 'l1' })
    for (let length = 0; length < keys.length; length += 1)
      expect(await orRefused(clusterKeys(container(keys.slice(0, length)) as never, 'lab', {}))).toBeNull()
    await fuzzLater(damaged([keys]), async ({ damaged: text }) => {
      const read = await orRefused(clusterKeys(container(text) as never, 'lab', {}))
      if (read !== null) expect(read.publicKeys.hostKey).toMatch(/^ssh-\S+ \S+$/)
    })
  })

  it('with whom it trusts are whole, or refused', async () => {
    for (let length = 0; length < trust.length; length += 1)
      expect(await orRefused(readTrust(answering(trust.slice(0, length)), {}))).toBeNull()
    await fuzzLater(
      fc.oneof(
        damaged([trust]).map(({ damaged: text }) => text),
        oddText,
      ),
      async (text) => {
        const read = await orRefused(readTrust(answering(text), {}))
        for (const key of read?.clientKeys ?? []) expect(key).toMatch(/^ssh-/)
      },
    )
  })

  it('with detached commands are refused where they are none', async () => {
    await fuzzLater(
      fc.oneof(textOf('id\0', 'exit 0\0', '1\n2\0', 'words\0', 'shell\0', '\n'), oddText),
      async (text) => {
        expect(await orRefused(listDetached(answering(text), {}))).toBeNull()
      },
    )
  })

  it('with the end of a detached command are refused where they are none', async () => {
    await fuzzLater(fc.oneof(textOf('exit 0\n', 'lost\n', '\u001e', '\n'), oddText), async (text) => {
      expect(await orRefused(waitForDetached(answering(text), 'id', { maxOutput: 100 }))).toBeNull()
    })
  })

  it('with a file are refused where they are not what was announced', async () => {
    await fuzzLater(fc.oneof(textOf('3\n', 'abc', '\n', '9'), oddText), oddText, async (text, said) => {
      expect(await orRefused(readFile(answering(text, said), '/x', {}))).toBeNull()
    })
  })

  it('with what is left of a command are read, or known to be none', () => {
    fuzz(textOf('mark', ' left ', '7 ann sh\n', '\n', 'berth-mark'), (text) => {
      for (const { process } of leftOf(text, 'mark') ?? []) expect(Number.isSafeInteger(process)).toBe(true)
    })
    growsEvenly(
      (size) => 'mark left 7 ann sh\n'.repeat(size),
      (text) => leftOf(text, 'mark'),
    )
  })
})
