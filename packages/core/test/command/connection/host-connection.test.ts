import { type PassThrough, Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hostConnection, type SeenExit } from '../../../src/command/index.js'
import type { ExecResult } from '../../../src/contract/index.js'
import { BerthError } from '../../../src/errors/index.js'
import { type ScriptedChannel, ScriptedChannels } from './scripted-channels.js'

const nonce = { newNonce: () => 'n' }
const announcement = '\nberth-n 42\n'

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
    // The login shell is asked why, once, and by nobody where there is no host any more.
    expect(channels.opened.map(({ urgent }) => urgent)).toEqual(
      code === 'BERTH_CONNECTION_LOST' ? [false] : [false, true],
    )
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
    expect(await running).toMatchObject({
      endedBy: 'lost',
      exitCode: null,
      stdout: 'half',
      stderr: '',
      mayStillRun: { because: 'connection lost', process: 42, processes: [] },
    })
  })

  it.each([{ exitCode: 0 }, { exitCode: null, signal: 'SIGKILL' }])(
    'is lost where the connection goes away behind its exit status %o, which is not the end of its output',
    async (exit) => {
      const channels = new ScriptedChannels((channel) => {
        channel.stdout.write(`${announcement}half`)
        channel.stderr.write(announcement)
        setTimeout(() => channel.close({ ...exit, whole: false }), 10)
      })
      const running = hostConnection('h1', channels, nonce).exec('true')
      await vi.runAllTimersAsync()
      expect(await running).toMatchObject({ endedBy: 'lost', exitCode: null, signal: null, stdout: 'half' })
    },
  )

  it.each(['stdout', 'stderr'] as const)('is lost where its %s failed, whatever the channel says', async (stream) => {
    const channels = new ScriptedChannels((channel) => {
      channel.stdout.write(`${announcement}half`)
      channel.stderr.write(announcement)
      setTimeout(() => channel[stream].destroy(new Error('read ECONNRESET')), 5)
      setTimeout(() => channel.close({ exitCode: 0 }), 10)
    })
    const running = hostConnection('h1', channels, nonce).exec('true')
    await vi.runAllTimersAsync()
    expect(await running).toMatchObject({ endedBy: 'lost', exitCode: null, stdout: 'half' })
  })
})

describe('an inner command', () => {
  const told = '\u001eberth-n exit 3\n'
  const inner = { announcement: 'berth-n' }

  /** Runs one that prints these, and whose way to it then ends so. */
  async function run(stdout: string, stderr: string, exit: Partial<SeenExit>): Promise<ExecResult> {
    const channels = new ScriptedChannels((channel) => {
      channel.stdout.write(announcement + stdout)
      channel.stderr.write(announcement + stderr)
      setTimeout(() => channel.close(exit), 10)
    })
    const running = hostConnection('h1', channels, nonce).exec('true', inner)
    await vi.runAllTimersAsync()
    return running
  }

  it.each([
    ['the same code', { exitCode: 3, signal: null }],
    ['another code', { exitCode: 255, signal: null }],
    ['success', { exitCode: 0, signal: null }],
    ['a signal', { exitCode: null, signal: 'SIGKILL' }],
    ['nothing', { exitCode: null, signal: null }],
  ])('has the exit code that its own side told, where the way to it ends with %s', async (_, exit) => {
    const result = await run(`out${told}late`, `err${told}`, exit)
    expect(result).toMatchObject({ endedBy: 'exit', exitCode: 3, stdout: 'outlate', stderr: 'err' })
    expect(result).not.toHaveProperty('mayStillRun')
  })

  it.each([
    ['neither stream', 'out', 'err'],
    ['standard output alone', `out${told}`, 'err'],
    ['standard error alone', 'out', `err${told}`],
    ['half a line', `out${told.slice(0, -1)}`, `err${told}`],
  ])(
    'is lost where its own side told of its end on %s, whatever the way to it ends with',
    async (_, stdout, stderr) => {
      for (const exitCode of [0, 1, 137, 255]) {
        const result = await run(stdout, stderr, { exitCode, signal: null })
        expect(result).toMatchObject({
          endedBy: 'lost',
          exitCode: null,
          mayStillRun: { because: 'end not told', process: 42, processes: [] },
        })
        // What looked like the beginning of the line was output then.
        expect(stdout.startsWith(result.stdout) && result.stdout.startsWith('out')).toBe(true)
      }
    },
  )

  it.each([
    ['was ended, and says so', ['\nberth-n ended\n'], undefined],
    ['was ended, and says so among noise', ['Welcome!\n', '\nberth-n ended\n', 'Bye\n'], undefined],
    ['may still run, where nothing says so', [], { because: 'not ended', process: 42, processes: [] }],
    [
      'may still run, where processes are left, of which the last look has the word',
      [
        '\nberth-n not ended\nberth-n left 8 ann x\n',
        '\nberth-n not ended\nberth-n left 9 root a b\u001b[c\nberth-n left 10 - \n',
      ],
      {
        because: 'not ended',
        process: 42,
        processes: [
          { process: 9, command: 'a b\ufffd[c', user: 'root' },
          { process: 10, command: null, user: null },
        ],
      },
    ],
    [
      'was ended, where the last look says so',
      ['\nberth-n not ended\nberth-n left 8 ann x\n', '\nberth-n ended\n'],
      undefined,
    ],
    [
      'may still run, where another says so',
      ['\nberth-m ended\n'],
      { because: 'not ended', process: 42, processes: [] },
    ],
  ])('that is overdue %s', async (_, words, mayStillRun) => {
    const channels = new ScriptedChannels((channel) => {
      if (!channel.urgent) channel.stdout.write(announcement)
      else {
        for (const word of words) channel.stdout.write(word)
        channels.opened[0]?.close({ exitCode: 137, signal: null })
        setTimeout(() => channel.close({ exitCode: 0, signal: null }), 10)
      }
    })
    const running = hostConnection('h1', channels, nonce).exec('true', { timeout: 1000 })
    await vi.advanceTimersByTimeAsync(30_000)
    expect((await running).mayStillRun).toEqual(mayStillRun)
  })

  it('that is overdue may still run where its terminator does not say that it was ended', async () => {
    const channels = new ScriptedChannels((channel) => {
      if (!channel.urgent) channel.stdout.write('\nberth-inner 7\n')
      else {
        channel.stdout.write('\nberth-n ended\n')
        channels.opened[0]?.close({ exitCode: 137, signal: null })
        setTimeout(() => channel.close({ exitCode: 0, signal: null }), 10)
      }
    })
    const options = { timeout: 1000, announcement: 'berth-inner', terminator: ['end', 'it'] }
    const running = hostConnection('h1', channels, nonce).exec('true', options)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await running).toMatchObject({
      endedBy: 'timeout',
      mayStillRun: { because: 'not ended', process: 7, processes: [] },
    })
  })

  it.each([
    [{ exitCode: 255, signal: null }, 'BERTH_CONNECTION_LOST', false, /it may have run: what it said/],
    [{ exitCode: 137, signal: null }, 'BERTH_CONNECTION_LOST', false, /it may have run/],
    [{ exitCode: null, signal: 'SIGKILL' }, 'BERTH_CONNECTION_LOST', false, /it may have run/],
    [{ exitCode: 126, signal: null }, 'BERTH_EXEC_NOT_STARTED', true, /what it said/],
    [{ exitCode: 1, signal: null }, 'BERTH_EXEC_NOT_STARTED', true, /what it said/],
  ])('that was not seen to start, and whose way ends with %o: %s', async (exit, code, retryable, says) => {
    const channels = new ScriptedChannels((channel) => {
      channel.stderr.write('what it said\n')
      setTimeout(() => channel.close(exit), 10)
    })
    const failing = hostConnection('h1', channels, nonce).exec('true', inner)
    const seen = expect(failing).rejects.toMatchObject({ code, retryable, reason: expect.stringMatching(says) })
    await vi.runAllTimersAsync()
    await seen
  })

  it.each([
    ['an environment', { env: { A: 'a' } }, 'command export A=a\n'],
    ['input', { stdin: 'mine' }, ':\nmine'],
  ])('that gets %s is told to begin by its first line, once it has announced itself', async (_, options, line) => {
    const channels = new ScriptedChannels(({ stdin }) => void stdin.pause())
    const running = hostConnection('h1', channels, nonce).exec('true', { ...inner, ...options })
    await vi.advanceTimersByTimeAsync(10)
    const [channel] = channels.opened
    expect(channel?.stdin.read()).toBeNull()
    channel?.stdout.write(announcement + told)
    channel?.stderr.write(announcement + told)
    await vi.advanceTimersByTimeAsync(10)
    expect(String(channel?.stdin.read())).toBe(line)
    channel?.close({ exitCode: 3, signal: null })
    await vi.advanceTimersByTimeAsync(10)
    expect(await running).toMatchObject({ exitCode: 3 })
  })
})

describe('standard input', () => {
  const heard = (channel: { stdin: PassThrough }): string => String(channel.stdin.read() ?? '')

  it('and the environment before it go to nobody who has not announced a command', async () => {
    const channels = new ScriptedChannels((channel) => {
      channel.stdin.pause()
      channel.stdout.write('$ ')
    })
    const running = hostConnection('h1', channels, nonce).exec('cat', { stdin: 'mine', env: { A: "it's\n$B" } })
    await vi.advanceTimersByTimeAsync(10_000)
    const [channel] = channels.opened
    if (channel === undefined) throw new Error('no channel')
    expect(heard(channel)).toBe('')
    expect(channel.line).not.toContain('$B')
    channel.stdout.write(announcement)
    channel.stderr.write(announcement)
    await vi.advanceTimersByTimeAsync(10)
    expect(heard(channel)).toBe(`command export A='it'\\''s'"$1"'$B'\nmine`)
    channel.close({ exitCode: 0, signal: null })
    await vi.advanceTimersByTimeAsync(10)
    expect(await running).toMatchObject({ exitCode: 0 })
  })

  it.each([
    ['no channel opens', () => Promise.reject(new Error('no channel'))],
    ['its login shell ends', (channel: ScriptedChannel) => channel.close({ exitCode: 1, signal: null })],
  ] as const)('leaves no file open that its input was to come from, where %s', async (_, onOpen) => {
    const stdin = new Readable({ read: () => undefined })
    const failing = hostConnection('h1', new ScriptedChannels(onOpen), nonce).exec('cat', { stdin })
    const seen = expect(failing).rejects.toThrow()
    await vi.runAllTimersAsync()
    await seen
    expect(stdin.destroyed).toBe(true)
  })

  it('of a command that never announced itself is not asked for, and its source is told so', async () => {
    const returned = vi.fn(async () => ({ done: true, value: undefined }) as const)
    const next = vi.fn()
    const stdin = { [Symbol.asyncIterator]: () => ({ next, return: returned }) }
    const channels = new ScriptedChannels((channel) => {
      setTimeout(() => channel.close({ exitCode: 126, signal: null }), 10)
    })
    const failing = hostConnection('h1', channels, nonce).exec('cat', { stdin })
    const seen = expect(failing).rejects.toMatchObject({ code: 'BERTH_EXEC_NOT_STARTED' })
    await vi.runAllTimersAsync()
    await seen
    expect(next).not.toHaveBeenCalled()
    expect(returned).toHaveBeenCalledOnce()
  })
})

describe('nothing hangs', () => {
  it('when the login shell is asked why nothing began, and the caller aborts', async () => {
    const channels = new ScriptedChannels((channel) => {
      if (!channel.urgent) channel.close({ exitCode: 1, signal: null })
    })
    const controller = new AbortController()
    const { signal } = controller
    const seen = expect(hostConnection('h1', channels, nonce).exec('true', { signal })).rejects.toMatchObject({
      code: 'BERTH_MAY_HAVE_RUN',
    })
    await vi.advanceTimersByTimeAsync(100)
    expect(channels.opened.map(({ urgent }) => urgent)).toEqual([false, true])
    controller.abort()
    await vi.advanceTimersByTimeAsync(100)
    await seen
  })

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
        code: 'BERTH_MAY_HAVE_RUN',
        retryable: false,
        reason: expect.stringMatching(/may have run: the host has not answered/),
        cause: { code: way === 'timeout' ? 'BERTH_TIMEOUT' : 'BERTH_ABORTED' },
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
