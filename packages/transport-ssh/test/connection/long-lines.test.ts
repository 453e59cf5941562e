import { expect, it } from 'vitest'
import { sentLine } from '../../src/connection/long-lines.js'

const short = `exec sh -c '${'x'.repeat(7000)}'`
const long = `exec sh -c '${'x'.repeat(9000)}'`

it.each(['OpenSSH_9.2p1', 'Go', '', 'not_dropbear'])('%s is asked for a line of any length', (software) => {
  expect(sentLine(long, software)).toEqual({ asked: long, input: '' })
})

it('dropbear is asked for a line that it takes, and sent a longer one', () => {
  expect(sentLine(short, 'dropbear_2022.83')).toEqual({ asked: short, input: '' })
  const { asked, input } = sentLine(long, 'dropbear_2022.83')
  expect(asked).toBe(`exec sh -c 'eval "{ $(dd bs=1 count=${long.length + 2} 2>/dev/null)"'`)
  expect(input).toBe(`${long}\n}`)
})

it('the length that counts is that of bytes', () => {
  const line = 'ü'.repeat(7000)
  expect(sentLine(line, 'dropbear_2022.83')).toEqual({
    asked: expect.stringContaining('count=14002 '),
    input: `${line}\n}`,
  })
})
