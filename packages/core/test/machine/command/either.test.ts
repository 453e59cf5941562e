import { spawn, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import { either } from '../../../src/command/terminate.js'
import { eventually, processesWith } from '../../command/processes.js'
import { everyShell } from '../program/every-shell.js'

describe.concurrent('either of two commands', () => {
  everyShell(programs, ['command/either'], (shell) => {
    const prints = (word: string, code: number): readonly string[] => [
      'sh',
      '-c',
      'echo "$1"; exit "$2"',
      'sh',
      word,
      String(code),
    ]

    it.each([
      [0, 0, "one' \n", 0],
      [0, 3, "one' \n", 0],
      [3, 0, "one' \ntwo\n", 0],
      [3, 4, "one' \ntwo\n", 4],
    ])(
      'where they end with %i and %i, runs the second only if the first has failed',
      (first, second, stdout, status) => {
        const [program = '', ...words] = shell.argv(either(prints("one' ", first), prints('two', second)))
        expect(spawnSync(program, words, { encoding: 'utf8' })).toMatchObject({ stdout, status })
      },
    )

    it('is ended with the one that runs, and runs the other no more', async () => {
      // In two halves, so that only the sleep itself has them in one.
      const halves = [`${100_000 + randomInt(100_000)}`, '.5']
      const sleeps = ['sh', '-c', 'exec sleep "$1$2"', 'sh', ...halves]
      const mark = `sleep\0${halves.join('')}`
      const [program = '', ...words] = shell.argv(either(sleeps, sleeps))
      const client = spawn(program, words)
      await eventually(
        () => processesWith(mark),
        ({ length }) => length === 1,
      )
      client.kill('SIGTERM')
      await once(client, 'exit')
      await eventually(
        () => processesWith(mark),
        ({ length }) => length === 0,
      )
    })
  })
})
