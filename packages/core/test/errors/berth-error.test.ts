import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BerthError, declareHostCommand, HostsError, type Remedy, WrongUseError } from '../../src/errors/index.js'
import { actsOnReaders, hostileText } from './hostile-text.js'

const clear = '\x1b[2J'
const remove = declareHostCommand({ id: 'remove-name', form: 'rm {name}' })

function errorWith(text: string, cause?: unknown): BerthError {
  const remedy: Remedy = [`Look at ${text}.`, remove({ name: text })]
  const [operation, message, host] = [`look at ${text}`, `saw ${text}`, `n${text.slice(0, 300)}`]
  return new BerthError({ code: 'BERTH_FILE_FAILED', operation, message, host, remedy, output: text, cause })
}

describe('an error', () => {
  it('is harmless to print, whatever it was made of', () => {
    const error = errorWith(clear)
    expect(error.message).toBe(
      [
        'n\\x1b[2J: look at \\x1b[2J: saw \\x1b[2J',
        `  → Look at \\x1b[2J. On n\\x1b[2J, run: rm "$(printf '\\033[2J')"`,
      ].join('\n'),
    )
    expect([error.reason, error.operation, error.remedy].join()).not.toMatch(actsOnReaders)
  })

  it('keeps as data what a host was called and what a program printed', () => {
    expect(errorWith(clear)).toMatchObject({ host: `n${clear}`, output: clear })
  })

  it('is harmless in all its texts, and bounded', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const error = errorWith(text, new Error(text))
        const hosts = new HostsError(`look at ${text}`, new Map([[`n${text}`, error]]), 1)
        const texts = [error, hosts].flatMap((one) => [one.message, one.reason, one.operation, one.remedy, one.stack])
        for (const shown of [...texts, hosts.whole(), new WrongUseError(text).message])
          expect(shown ?? '').not.toMatch(actsOnReaders)
        expect(error.reason.length).toBeLessThanOrEqual(100_100)
        expect(error.operation.length).toBeLessThanOrEqual(1000)
      }),
      { numRuns: 60 },
    )
  })

  it('is harmless where Node prints it with what is beneath', () => {
    const deepest = Object.assign(new TypeError(`deep ${clear}`), { level: 'client-socket' })
    const error = errorWith('x', new Error('between', { cause: deepest }))
    expect(inspect(error)).toContain('deep \\x1b[2J')
    expect(inspect(error)).not.toMatch(actsOnReaders)
    const beneath = error.cause instanceof Error ? error.cause.cause : undefined
    expect(beneath).toBeInstanceOf(TypeError)
    expect(beneath).toMatchObject({ message: 'deep \\x1b[2J', level: 'client-socket' })
    expect(deepest.message).toBe(`deep ${clear}`)
  })

  it('has a harmless cause as it is, in a circle too', () => {
    const cause = new Error('plain')
    expect(errorWith('x', cause).cause).toBe(cause)
    cause.cause = cause
    expect(errorWith('x', cause).cause).toBe(cause)
    expect(errorWith('x', { odd: clear }).cause).toEqual({ odd: clear })
  })
})
