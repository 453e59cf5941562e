import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import type { Captured } from '../../../../src/command/connection/capture.js'
import type { HostChannel } from '../../../../src/command/connection/host-channels.js'
import { beginAtOnce } from '../../../../src/command/connection/start/beginning.js'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

it('leaves nothing of a command that has ended', async () => {
  const ended = async (): Promise<WeakRef<object>> => {
    const channel = { stdin: new PassThrough() } as Partial<HostChannel> as HostChannel
    const { hopeless } = beginAtOnce(channel, { announced: () => true } as Partial<Captured> as Captured)
    const exit = await Promise.race([Promise.resolve({ exitCode: 0 }), hopeless])
    return new WeakRef(exit)
  }
  const exit = await ended()
  for (let turns = 0; turns < 10; turns += 1) await turn()
  collectGarbage()
  expect(exit.deref()).toBeUndefined()
})
