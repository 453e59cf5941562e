import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { lineFromInput } from '../../src/connection/long-lines.js'

const line = "echo ran; exec sh -c 'cat'"
const { asked, input } = lineFromInput(line)

const run = (sent: string) => spawnSync('sh', ['-c', asked], { input: sent, encoding: 'utf8' })

it('a shell runs the whole line, and leaves what comes behind to the command', () => {
  expect(run(`${input}behind`)).toMatchObject({ status: 0, stdout: 'ran\nbehind' })
})

it('a shell runs nothing of a line that was cut, wherever it was cut', () => {
  const ends = Array.from(input, (_, end) => run(input.slice(0, end)))
  expect(ends.map(({ stdout }) => stdout)).toEqual(ends.map(() => ''))
  expect(ends.filter(({ status }) => status === 0)).toEqual([])
})
