import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { identification } from '../../src/handshake/identification.js'

const never = new AbortController().signal

describe('the identification of a host', () => {
  it.each([[['SSH-2.0-x\r\n']], [['S', 'SH', '-2.0', '-x\r', '\n']], [['a notice\r\n', 'SS', 'H-2.0-x\r\nmore']]])(
    'is seen in %j, and all stays to be read, in one piece',
    async (chunks) => {
      const socket = new PassThrough()
      const identified = identification(socket, 600_000, never)
      for (const chunk of chunks) {
        socket.write(chunk)
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect(await identified).toEqual({ isIdentified: true, said: '' })
      expect(String(socket.read())).toBe(chunks.join(''))
    },
  )

  it.each([
    [[], ''],
    [['SSH-2.0-x'], ''],
    [['x SSH-2.0-x\r\n'], 'x SSH-2.0-x'],
    [['not SSH-\n', 'at all\n'], 'not SSH- at all'],
  ])('is not in %j before the host hangs up: its words are %j', async (chunks, said) => {
    const socket = new PassThrough()
    const identified = identification(socket, 600_000, never)
    for (const chunk of chunks) socket.write(chunk)
    socket.end()
    expect(await identified).toEqual({ isIdentified: false, said })
  })

  it('is not waited for where a host says too much else', async () => {
    const socket = new PassThrough()
    const identified = identification(socket, 600_000, never)
    for (let lines = 0; lines < 50; lines += 1) socket.write(`${'x'.repeat(99)}\n`)
    expect(await identified).toEqual({ isIdentified: false, said: '' })
  })
})
