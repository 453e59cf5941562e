import { readdirSync } from 'node:fs'
import type { HostConnection } from '@berth/core'
import { sshTransport } from '@berth/transport-ssh'
import pLimit from 'p-limit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../core/test/command/processes.js'
import { canRunSshd, childrenOf, startSshd, type TestSshd } from './sshd.js'

/** A command that goes well, or wrong in one of many ways, and what must come of it. */
type Turn = (host: HostConnection, index: number) => Promise<unknown>

const mark = 'sleep 6543'

const quick: readonly Turn[] = [
  async (host, index) => {
    expect(await host.exec(`exit ${index % 256}`)).toMatchObject({ endedBy: 'exit', exitCode: index % 256 })
  },
  async (host, index) => {
    expect(await host.exec(['echo', String(index)])).toMatchObject({ exitCode: 0, stdout: `${index}\n` })
  },
  async (host) => {
    expect(await host.exec(['/no/such/program'])).toMatchObject({ exitCode: 127 })
  },
  async (host) => {
    expect(await host.exec('kill -KILL $$')).toMatchObject({ endedBy: 'signal', signal: 'SIGKILL' })
  },
]

const slow: readonly Turn[] = [
  async (host) => {
    const controller = new AbortController()
    const running = host.exec(`echo up; ${mark}`, { signal: controller.signal, onOutput: () => controller.abort() })
    expect(await running).toMatchObject({ endedBy: 'abort', stdout: 'up\n' })
  },
  async (host) => {
    const aborted = host.exec(mark, { signal: AbortSignal.abort() })
    await expect(aborted).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
  },
  async (host) => {
    // The time may be up before the command has had its turn.
    const ended = await host.exec(mark, { timeout: 400 }).catch((error: { readonly code: string }) => error.code)
    expect(typeof ended === 'string' ? ended : ended.endedBy).toMatch(/^(?:timeout|BERTH_TIMEOUT)$/)
  },
  async (host) => {
    const failure = new Error('mine')
    const onOutput = (): never => {
      throw failure
    }
    await expect(host.exec(`echo up; ${mark}`, { onOutput })).rejects.toBe(failure)
  },
  async (host) => {
    expect(await host.exec('head -c 300000 /dev/zero', { maxOutput: 10 })).toMatchObject({ truncated: true })
  },
  async (host) => {
    expect(await host.exec(['true'], { stdin: Buffer.alloc(300_000) })).toMatchObject({ exitCode: 0 })
  },
]

/** One turn in eight is slow. */
function turnOf(index: number): Turn {
  const [turns, turn] = index % 8 === 0 ? [slow, index / 8] : [quick, index]
  return turns[turn % turns.length] as Turn
}

describe.runIf(canRunSshd)('a thousand commands on one host, of which many fail', () => {
  let sshd: TestSshd
  beforeAll(async () => {
    // Fewer sessions than the test asks for, so that channels are refused.
    sshd = await startSshd({ config: ['MaxSessions 6'] })
  })
  afterAll(() => sshd.stop())

  /** Every process of this sshd, and what each connection's has open: a channel is a process and some files. */
  const look = (): { readonly processes: readonly number[]; readonly files: number } => {
    const sessions = sshd.sessions()
    const files = sessions.flatMap((session) => readdirSync(`/proc/${session}/fd`))
    return { processes: [...sessions, ...sessions.flatMap(descendantsOf)], files: files.length }
  }

  it('leave the one session of sshd that there was, no channel and no process; close leaves none', async () => {
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('one')
    await host.exec('true')
    const before = await eventually(look, ({ processes }) => processes.length === 1)

    const limit = pLimit(30)
    await Promise.all(Array.from({ length: 1000 }, (_, index) => limit(() => turnOf(index)(host, index))))

    expect(sshd.log()).toContain('no more sessions')
    await eventually(look, (now) => JSON.stringify(now) === JSON.stringify(before))
    expect((await host.exec('echo still here')).stdout).toBe('still here\n')
    expect(sshd.sessions()).toEqual(before.processes)
    await transport.close()
    await eventually(sshd.sessions, (sessions) => sessions.length === 0)
  })
})

function descendantsOf(pid: number): readonly number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendantsOf(child)])
}
