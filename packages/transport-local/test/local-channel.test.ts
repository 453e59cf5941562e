import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { localChannel } from '../src/local-channel.js'

const pid = 54_321

interface Made {
  readonly channel: ReturnType<typeof localChannel>
  readonly stdout: PassThrough
  readonly stderr: PassThrough
}

function channelOf(exitCode: number | null, signalCode: string | null): Made {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const exit = { ...(exitCode !== null && { exitCode }), ...(signalCode !== null && { signal: signalCode }) }
  const process = Object.assign(Promise.resolve(exit), { stdin, stdout, stderr, exitCode, signalCode })
  return { channel: localChannel(process, pid), stdout: stdout.resume(), stderr: stderr.resume() }
}

describe('a channel', () => {
  it('is whole, with the exit of its process, once both streams were read to their end', async () => {
    const { channel, stdout, stderr } = channelOf(3, null)
    stdout.end('text')
    stderr.end()
    expect(await channel.closed).toEqual({ whole: true, exitCode: 3, signal: null })
  })

  it.each(['stdout', 'stderr'] as const)(
    'is cut where its %s was not, though its process has ended',
    async (stream) => {
      const made = channelOf(0, null)
      const other = stream === 'stdout' ? made.stderr : made.stdout
      other.end()
      made[stream].destroy()
      expect(await made.channel.closed).toEqual({ whole: false, exitCode: null, signal: null })
    },
  )
})

describe('a channel that is given up', () => {
  afterEach(() => void vi.restoreAllMocks())

  it("ends its process's group while the process runs", () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    channelOf(null, null).channel.destroy()
    expect(kill.mock.calls).toEqual([[-pid, 'SIGKILL']])
  })

  it.each([
    [0, null],
    [null, 'SIGTERM'],
  ])('ends nobody whose number its process had, which ended with %s and %s', (exitCode, signalCode) => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    channelOf(exitCode, signalCode).channel.destroy()
    expect(kill).not.toHaveBeenCalled()
  })
})
