import { localTransport } from '@berth/transport-local'
import { afterAll, describe, expect, it } from 'vitest'

const transport = localTransport()
afterAll(() => transport.close())

describe('output that is taken slowly', () => {
  it('arrives whole and in order, and the result waits for it', async () => {
    const host = await transport.connect('localhost')
    const taken: string[] = []
    const result = await host.exec('i=0; while [ $i -lt 2000 ]; do echo $i; i=$((i + 1)); done; printf end >&2', {
      maxOutput: 0,
      onOutput: async (stream, chunk) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        taken.push(`${stream} ${Buffer.from(chunk).toString()}`)
      },
    })
    const text = (stream: string): string =>
      taken.flatMap((piece) => (piece.startsWith(stream) ? [piece.slice(7)] : [])).join('')
    expect(text('stdout')).toBe(Array.from({ length: 2000 }, (_, index) => `${index}\n`).join(''))
    expect(text('stderr')).toBe('end')
    expect(result).toMatchObject({ exitCode: 0, truncated: true, stdout: '' })
  })

  it('holds the command back', async () => {
    const host = await transport.connect('localhost')
    const controller = new AbortController()
    let taken = 0
    const endless = host.exec('yes', {
      signal: controller.signal,
      maxOutput: 0,
      onOutput: (_stream, chunk) => {
        taken += chunk.length
        return new Promise<void>((resolve) => {
          controller.signal.addEventListener('abort', () => resolve())
        })
      },
    })
    const seen = await sizesOver(300, () => taken)
    controller.abort()
    expect(await endless).toMatchObject({ endedBy: 'abort' })
    // One piece was taken and kept; nothing came after it while it was held.
    expect(seen.at(-1)).toBe(seen.find((size) => size > 0))
  })

  it('ends the command with what the caller rejects with', async () => {
    const host = await transport.connect('localhost')
    await expect(host.exec('yes', { onOutput: () => Promise.reject(new Error('mine')) })).rejects.toThrow('mine')
  })
})

it('a command that is to end is asked first, and may say a last word', async () => {
  const host = await transport.connect('localhost')
  const controller = new AbortController()
  const command = "trap 'echo asked; sleep 0.5; echo done; exit' TERM; echo up; sleep 300 & wait"
  const onOutput = () => controller.abort()
  const result = await host.exec(command, { signal: controller.signal, onOutput })
  expect(result).toMatchObject({ endedBy: 'abort', exitCode: null, stdout: 'up\nasked\ndone\n' })
})

describe('the idle timeout', () => {
  it('ends a command that has gone silent, with what it printed', async () => {
    const host = await transport.connect('localhost')
    const result = await host.exec('echo one; sleep 300', { idleTimeout: 300 })
    expect(result).toMatchObject({ endedBy: 'idle', exitCode: null, stdout: 'one\n' })
  })

  it('lets a command run that goes on printing, on either stream', async () => {
    const host = await transport.connect('localhost')
    const speaks = 'for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.2; echo $i; sleep 0.2; echo $i >&2; done'
    expect(await host.exec(speaks, { idleTimeout: 2500 })).toMatchObject({ endedBy: 'exit', exitCode: 0 })
  })

  it('does not count while the caller holds the output back', async () => {
    const host = await transport.connect('localhost')
    const held = await host.exec('echo one; sleep 0.1; echo two', {
      idleTimeout: 1500,
      onOutput: () => new Promise((resolve) => setTimeout(resolve, 2000)),
    })
    expect(held).toMatchObject({ endedBy: 'exit', stdout: 'one\ntwo\n' })
  })

  it.each([0, -1, Number.NaN])('is no length of time: %s', async (idleTimeout) => {
    const host = await transport.connect('localhost')
    await expect(host.exec('true', { idleTimeout })).rejects.toThrow(TypeError)
  })
})

async function sizesOver(milliseconds: number, size: () => number): Promise<number[]> {
  const sizes: number[] = []
  const end = performance.now() + milliseconds
  while (performance.now() < end || !sizes.some((one) => one > 0)) {
    await new Promise((resolve) => setTimeout(resolve, 10))
    sizes.push(size())
  }
  return sizes
}
