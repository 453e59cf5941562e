import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Interrupts } from '../../../src/cli/ending/interrupts.js'

function world(): {
  process: EventEmitter & { exit(code: number): void }
  exits: number[]
  text: () => string
  interrupts: Interrupts
} {
  const exits: number[] = []
  let text = ''
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => void exits.push(code) })
  const interrupts = new Interrupts(process, { write: (piece) => (text += piece) })
  return { process, exits, text: () => text, interrupts }
}

describe('Interrupts', () => {
  it('abort at the first signal and let the work clean up', () => {
    const { process, exits, text, interrupts } = world()
    process.emit('SIGTERM', 'SIGTERM')
    expect(interrupts.signal.aborted).toBe(true)
    expect(exits).toEqual([])
    expect(text()).toBe('interrupted: ending what runs and cleaning up; interrupt again to leave at once\n')
  })

  it('leave at the second one, and say what may be left', () => {
    const { process, exits, text, interrupts } = world()
    interrupts.mayLeave('containers of run r1')
    process.emit('SIGINT', 'SIGINT')
    process.emit('SIGINT', 'SIGINT')
    expect(exits).toEqual([130])
    expect(text()).toContain('leaving at once; this may leave containers of run r1\n')
  })

  it('clean up when the terminal goes away, however often it says so', () => {
    const { process, exits, text, interrupts } = world()
    process.emit('SIGHUP', 'SIGHUP')
    process.emit('SIGHUP', 'SIGHUP')
    expect(interrupts.signal.aborted).toBe(true)
    expect(exits).toEqual([])
    expect(text().match(/interrupted/g)).toHaveLength(1)
    process.emit('SIGTERM', 'SIGTERM')
    expect(exits).toEqual([130])
  })

  it('leave no listener behind', () => {
    const { process, interrupts } = world()
    interrupts.stop()
    expect(process.eventNames()).toEqual([])
  })
})
