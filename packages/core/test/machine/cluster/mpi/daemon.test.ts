import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { daemonCommand } from '../../../../src/cluster/mpi/gate/gate-commands.js'
import { LineSource } from '../../../../src/cluster/mpi/gate/line-source.js'
import { programs } from '../../../../src/command/programs.generated.js'
import { eventually, processesWith } from '../../../command/processes.js'
import { everyShell } from '../../program/every-shell.js'

describe('a daemon of MPI', () => {
  everyShell(programs, ['mpi/daemon'], ({ container }) => {
    it('is a shell program, whose output and exit code are its own', async () => {
      const command = 'echo "out $VALUE"; echo err >&2; read -r word || echo no input; exit 7'
      const how = { stdin: new LineSource(), env: { VALUE: "it's" } }
      const result = await container.exec(daemonCommand(command), how)
      expect(result).toMatchObject({ exitCode: 7, stdout: "out it's\nno input\n", stderr: 'err\n' })
    })

    it('tells of its end by a signal, and says nothing of the shell', async () => {
      const result = await container.exec(daemonCommand('kill -KILL $$'), { stdin: new LineSource() })
      expect(result).toMatchObject({ exitCode: 137, stdout: '', stderr: '' })
    })

    it('is ended with all that it started once its input ends, though it does not heed SIGTERM', async () => {
      const mark = randomUUID()
      const life = new LineSource()
      const command = `export MARK=${mark}; trap '' TERM; sleep 60 & setsid sleep 61 & wait`
      const running = container.exec(daemonCommand(command), { stdin: life })
      await eventually(
        () => processesWith(mark).length,
        (count) => count >= 3,
      )
      life.end()
      expect(await running).toMatchObject({ endedBy: 'exit', exitCode: 137 })
      expect(processesWith(`MARK=${mark}`)).toEqual([])
    })
  })
})
