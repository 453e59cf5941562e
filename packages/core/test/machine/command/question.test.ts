import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import { everyShell } from '../program/every-shell.js'

describe.concurrent('the question to a login shell', () => {
  everyShell(programs, ['command/question'], ({ argv }) => {
    const asked = (): readonly string[] => argv(['sh', '-c', programs['command/question'], 'berth-1-shell', '93'])

    it('is answered by an announcement and an exit code of its own, whatever is on standard input', () => {
      const [first = '', ...rest] = asked()
      for (const input of ['', 'exit 1\n']) {
        const { stdout, stderr, status, pid } = spawnSync(first, rest, { input, encoding: 'utf8' })
        expect({ stdout, stderr, status }).toEqual({ stdout: `\nberth-1-shell ${pid}\n`, stderr: '', status: 93 })
      }
    })

    it('is answered by its exit code where what it prints goes nowhere', () => {
      const [first = '', ...rest] = asked()
      expect(spawnSync(first, rest, { stdio: ['ignore', 'ignore', 'ignore'] }).status).toBe(93)
    })
  })
})
