import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hostConnection } from '../../../src/command/index.js'
import { BerthError } from '../../../src/errors/index.js'
import { ScriptedChannels } from './scripted-channels.js'

const nonce = { newNonce: () => 'n' }
const announcement = '\nberth-n\n'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a command that did not start', () => {
  it.each([
    [{ exitCode: 126, signal: null }, 'BERTH_EXEC_NOT_STARTED', true],
    [{ exitCode: null, signal: 'SIGKILL' }, 'BERTH_EXEC_NOT_STARTED', true],
    [{ exitCode: null, signal: null }, 'BERTH_CONNECTION_LOST', false],
  ])('with the exit %o is %s', async (exit, code, retryable) => {
    const channels = new ScriptedChannels((channel) => {
      channel.stderr.write('This account is not available.\n')
      setTimeout(() => channel.close(exit), 10)
    })
    const failing = hostConnection('h1', channels, nonce).exec('true')
    const seen = expect(failing).rejects.toMatchObject({ code, retryable, host: 'h1' })
    await vi.runAllTimersAsync()
    await seen
    expect(channels.opened).toHaveLength(1)
  })

  it('shows what the host said instead', async () => {
    const channels = new ScriptedChannels((channel) => {
      channel.stderr.write('This account is not available.\n')
      setTimeout(() => channel.close({ exitCode: 1, signal: null }), 10)
    })
    const seen = expect(hostConnection('h1', channels, nonce).exec('true')).rejects.toThrow(
      'This account is not available.',
    )
    await vi.runAllTimersAsync()
    await seen
  })

  it('passes on why no channel could be opened', async () => {
    const refused = new BerthError({
      code: 'BERTH_HOST_UNREACHABLE',
      operation: 'connect',
      message: 'down',
      host: 'h1',
    })
    const channels = new ScriptedChannels(() => Promise.reject(refused))
    await expect(hostConnection('h1', channels, nonce).exec('true')).rejects.toBe(refused)
  })
})

describe('a command that started', () => {
  it('is lost, with what it printed, when the connection goes away', async () => {
    const channels = new ScriptedChannels((channel) => {
      channel.stdout.write(`noise${announcement}half`)
      channel.stderr.write(`noise${announcement}`)
      setTimeout(() => channel.close({ exitCode: null, signal: null }), 10)
    })
    const running = hostConnection('h1', channels, nonce).exec('true')
    await vi.runAllTimersAsync()
    expect(await running).toMatchObject({ endedBy: 'lost', exitCode: null, stdout: 'half', stderr: '' })
  })
})

describe('nothing hangs', () => {
  it('when neither the command nor what ends it ever closes', async () => {
    const channels = new ScriptedChannels((channel) => {
      channel.stdout.write(announcement)
    })
    const running = hostConnection('h1', channels, nonce).exec('true', { timeout: 1000 })
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await running).toMatchObject({ endedBy: 'timeout' })
    expect(channels.opened.map(({ urgent, destroyed }) => [urgent, destroyed])).toEqual([
      [false, true],
      [true, true],
    ])
  })

  it('when the channel for ending a command cannot be opened', async () => {
    const channels = new ScriptedChannels((channel, { urgent }) => {
      channel.stdout.write(announcement)
      return urgent ? new Promise<void>(() => undefined) : undefined
    })
    const running = hostConnection('h1', channels, nonce).exec('true', { timeout: 1000 })
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await running).toMatchObject({ endedBy: 'timeout' })
  })

  it.each(['timeout', 'abort'] as const)(
    'when the host never answers, at a %s; what starts late is ended',
    async (way) => {
      let answer: () => void = () => undefined
      const channels = new ScriptedChannels((_channel, { urgent }) =>
        urgent
          ? undefined
          : new Promise<void>((resolve) => {
              answer = resolve
            }),
      )
      const controller = new AbortController()
      const options = way === 'timeout' ? { timeout: 1000 } : { signal: controller.signal }
      const failing = hostConnection('h1', channels, nonce).exec('true', options)
      const seen = expect(failing).rejects.toMatchObject({
        code: way === 'timeout' ? 'BERTH_TIMEOUT' : 'BERTH_ABORTED',
      })
      controller.abort()
      await vi.advanceTimersByTimeAsync(5000)
      await seen
      answer()
      await vi.advanceTimersByTimeAsync(20_000)
      expect(channels.opened.map(({ urgent, destroyed }) => [urgent, destroyed])).toEqual([
        [false, true],
        [true, true],
      ])
    },
  )

  it('on close, which ends what runs first, once', async () => {
    const channels = new ScriptedChannels((channel) => {
      channel.stdout.write(announcement)
      if (channel.urgent) channels.opened[0]?.close({ exitCode: null, signal: 'SIGTERM' })
      if (channel.urgent) channel.close({ exitCode: 0, signal: null })
    })
    const connection = hostConnection('h1', channels, nonce)
    const running = connection.exec('true')
    await vi.advanceTimersByTimeAsync(10)
    await Promise.all([connection.close(), connection.close()])
    expect(await running).toMatchObject({ endedBy: 'abort', signal: null })
    expect(channels.closed).toBe(1)
    await expect(connection.exec('true')).rejects.toMatchObject({ code: 'BERTH_STATE' })
  })
})

it.each([0, -1, Number.NaN])('refuses a timeout of %d', async (timeout) => {
  const channels = new ScriptedChannels(() => undefined)
  await expect(hostConnection('h1', channels, nonce).exec('true', { timeout })).rejects.toThrow(TypeError)
})

it('refuses a name of a variable that env would read as something else', async () => {
  const channels = new ScriptedChannels(() => undefined)
  await expect(hostConnection('h1', channels, nonce).exec('true', { env: { '-i': 'x' } })).rejects.toThrow(TypeError)
  expect(channels.opened).toEqual([])
})

it('cleans up its timers', async () => {
  const channels = new ScriptedChannels((channel) => {
    channel.stdout.write(announcement)
    channel.stderr.write(announcement)
    setTimeout(() => channel.close({ exitCode: 0, signal: null }), 10)
  })
  const running = hostConnection('h1', channels, nonce).exec('true', { timeout: 1_000_000 })
  await vi.advanceTimersByTimeAsync(10)
  expect(await running).toMatchObject({ exitCode: 0 })
  expect(vi.getTimerCount()).toBe(0)
})
