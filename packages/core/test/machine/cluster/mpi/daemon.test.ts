import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { daemonCommand, daemonLine } from '../../../../src/cluster/mpi/guards/guard-command.js'
import { LineSource } from '../../../../src/cluster/mpi/line-source.js'
import { programs } from '../../../../src/command/programs.generated.js'
import { eventually, processesOf, processesWith } from '../../../command/processes.js'
import { everyShell } from '../../program/every-shell.js'

describe('a daemon of MPI, with its guard', () => {
  everyShell(programs, ['mpi/guard'], ({ container }) => {
    const daemon = (): readonly string[] => daemonCommand({ tag: randomUUID(), lostAfter: 60_000 }, 'h2')
    const asked = (...commands: readonly string[]): LineSource => {
      const lines = new LineSource()
      for (const command of commands) lines.add(daemonLine(command))
      return lines
    }

    it('is a shell program, whose exit code is its own, and whose output is no word of the guard', async () => {
      const command = 'echo "out $VALUE"; echo err >&2; read -r word || echo no input\necho \'%s\\n\'; exit 7'
      const how = { stdin: asked(command), env: { VALUE: "it's" } }
      const result = await container.exec(daemon(), how)
      expect(result).toMatchObject({ exitCode: 7, stdout: '' })
      expect(result.stderr).toMatch(/^out it's\nerr\nno input\n%s(?:\\n|\n)\n$/)
    })

    it('tells of its end by a signal, and says nothing of the shell', async () => {
      const result = await container.exec(daemon(), { stdin: asked('kill -KILL $$') })
      expect(result).toMatchObject({ exitCode: 137, stdout: '', stderr: '' })
    })

    it.each([
      ['its input ends', (lines: LineSource) => lines.end()],
      ['it is told so', (lines: LineSource) => lines.add('end 10\n')],
    ])('is ended with all that it started once %s, though it does not heed SIGTERM', async (_, end) => {
      let said = ''
      const onOutput = (_stream: unknown, chunk: Uint8Array): void => {
        said += Buffer.from(chunk)
      }
      const mark = randomUUID()
      const lines = asked(`export MARK=${mark}; trap '' TERM; sleep 60 & setsid sleep 61 & wait`)
      const running = container.exec(daemon(), { stdin: lines, onOutput })
      const left = (): number[] => processesWith(mark)
      await eventually(left, ({ length }) => length >= 3)
      lines.add('beat\n')
      await eventually(
        () => said,
        (text) => text === 'beat h2\n',
      )
      end(lines)
      expect(await running).toMatchObject({ endedBy: 'exit', exitCode: 137 })
      expect(left()).toEqual([])
    })

    it.each([
      ['done', (lines: LineSource) => lines.add('done\n')],
      ['to be ended', (lines: LineSource) => lines.add('end 10\n')],
      ['nothing more', (lines: LineSource) => lines.end()],
    ])('is none where its guard is told that all is %s, whatever it is asked for then', async (_, end) => {
      const lines = new LineSource()
      lines.add('beat\n')
      end(lines)
      lines.add(daemonLine('echo begun'))
      expect(await container.exec(daemon(), { stdin: lines })).toMatchObject({
        ...{ exitCode: 0, endedBy: 'exit' },
        ...{ stdout: 'beat h2\n', stderr: '' },
      })
    })

    it('is ended to its end, though its guard is told to end itself meanwhile', async () => {
      const [tag, mark] = [randomUUID(), randomUUID()]
      const lines = asked(`export MARK=${mark}; trap 'echo told' TERM; while :; do sleep 0.1; done`)
      let said = ''
      const onOutput = (_stream: unknown, chunk: Uint8Array): void => {
        said += Buffer.from(chunk)
      }
      const running = container.exec(daemonCommand({ tag, lostAfter: 5_000 }, 'h2'), { stdin: lines, onOutput })
      await eventually(
        () => processesWith(`MARK=${mark}`).length,
        (count) => count > 1,
      )
      lines.add('end 100\n')
      await eventually(
        () => said,
        (text) => text.includes('told'),
      )
      spawnSync('kill', ['-TERM', ...processesWith(`BERTH_MPIRUN=${tag}`).map(String)])
      await running
      await eventually(
        () => processesOf('sleep', mark),
        (left) => left.length === 0,
      )
    })
  })
})
