import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { localChannel } from '../src/local-channel.js'

const pid = 54_321

function channelOf(exitCode: number | null, signalCode: string | null): ReturnType<typeof localChannel> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const process = Object.assign(Promise.resolve({}), { stdin, stdout, stderr, exitCode, signalCode })
  return localChannel(process, pid)
}

describe('a channel that is given up', () => {
  afterEach(() => void vi.restoreAllMocks())

  it("ends its process's group while the process runs", () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    channelOf(null, null).destroy()
    expect(kill.mock.calls).toEqual([[-pid, 'SIGKILL']])
  })

  it.each([
    [0, null],
    [null, 'SIGTERM'],
  ])('ends nobody whose number its process had, which ended with %s and %s', (exitCode, signalCode) => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true)
    channelOf(exitCode, signalCode).destroy()
    expect(kill).not.toHaveBeenCalled()
  })
})
