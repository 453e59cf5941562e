import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { daemonCommand } from '../../../../src/cluster/mpi/guards/guard-command.js'
import { LineSource } from '../../../../src/cluster/mpi/line-source.js'
import { programs } from '../../../../src/command/programs.generated.js'
import { eventually, processesOf, processesWith } from '../../../command/processes.js'
import { everyShell } from '../../program/every-shell.js'

describe('a daemon of MPI, with its guard', () => {
  everyShell(programs, ['mpi/guard'], ({ container }) => {
    const daemon = (command: string): readonly string[] =>
      daemonCommand({ tag: randomUUID(), lostAfter: 60_000 }, 'h2', command)

    it('is a shell program, whose exit code is its own, and whose output is no word of the guard', async () => {
      const command = 'echo "out $VALUE"; echo err >&2; read -r word || echo no input; exit 7'
      const how = { stdin: new LineSource(), env: { VALUE: "it's" } }
      const result = await container.exec(daemon(command), how)
      expect(result).toMatchObject({ exitCode: 7, stdout: '', stderr: "out it's\nerr\nno input\n" })
    })

    it('tells of its end by a signal, and says nothing of the shell', async () => {
      const result = await container.exec(daemon('kill -KILL $$'), { stdin: new LineSource() })
      expect(result).toMatchObject({ exitCode: 137, stdout: '', stderr: '' })
    })

    it.each([
      ['its input ends', (lines: LineSource) => lines.end()],
      ['it is told so', (lines: LineSource) => lines.add('end 10\n')],
    ])('is ended with all that it started once %s, though it does not heed SIGTERM', async (_, end) => {
      const lines = new LineSource()
      let said = ''
      const onOutput = (_stream: unknown, chunk: Uint8Array): void => {
        said += Buffer.from(chunk)
      }
      const mark = randomUUID()
      const command = `export MARK=${mark}; trap '' TERM; sleep 60 & setsid sleep 61 & wait`
      const running = container.exec(daemon(command), { stdin: lines, onOutput })
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

    it('is ended to its end, though its guard is told to end itself meanwhile', async () => {
      const [tag, mark] = [randomUUID(), randomUUID()]
      const lines = new LineSource()
      let said = ''
      const onOutput = (_stream: unknown, chunk: Uint8Array): void => {
        said += Buffer.from(chunk)
      }
      const command = `export MARK=${mark}; trap 'echo told' TERM; while :; do sleep 0.1; done`
      const running = container.exec(daemonCommand({ tag, lostAfter: 5_000 }, 'h2', command), {
        stdin: lines,
        onOutput,
      })
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
