import { describe, expect, it } from 'vitest'
import { SharedAttempt } from '../../src/connection/shared-attempt.js'

const aborted = (): Error => new Error('aborted')

describe('a shared attempt', () => {
  it('goes on for the others when one leaves', async () => {
    let finish: (value: string) => void = () => undefined
    const attempt = new SharedAttempt(
      () =>
        new Promise<string>((resolve) => {
          finish = resolve
        }),
    )
    const controller = new AbortController()
    const leaving = attempt.join(controller.signal, aborted)
    const staying = attempt.join(undefined, aborted)
    controller.abort()
    await expect(leaving).rejects.toThrow('aborted')
    expect(attempt.abandoned).toBe(false)
    finish('done')
    expect(await staying).toBe('done')
  })

  it('is aborted when the last one leaves', async () => {
    let seen: AbortSignal | undefined
    const attempt = new SharedAttempt((signal) => {
      seen = signal
      return new Promise<string>(() => undefined)
    })
    const controller = new AbortController()
    const leaving = attempt.join(controller.signal, aborted)
    controller.abort()
    await expect(leaving).rejects.toThrow('aborted')
    expect([attempt.abandoned, seen?.aborted]).toEqual([true, true])
  })

  it('is not begun for nobody', async () => {
    const attempt = new SharedAttempt(() => new Promise<string>(() => undefined))
    await expect(attempt.join(AbortSignal.abort(), aborted)).rejects.toThrow('aborted')
    expect(attempt.abandoned).toBe(true)
  })
})
