import { describe, expect, it } from 'vitest'
import { RankEndings } from '../../../../src/cluster/mpi/failure/rank-endings.js'
import { rankCommand } from '../../../../src/cluster/mpi/gate/gate-commands.js'
import { programs } from '../../../../src/command/programs.generated.js'
import { everyShell } from '../../program/every-shell.js'

describe('a rank', () => {
  everyShell(programs, ['mpi/rank'], ({ container }) => {
    const run = async (command: string, env: Record<string, string> = { OMPI_COMM_WORLD_RANK: '3' }) => {
      const result = await container.exec(rankCommand('berth-mark', ['sh', '-c', command, 'name', 'a b']), { env })
      const endings = new RankEndings('berth-mark')
      const passed = [endings.push(Buffer.from(result.stderr)), endings.finish()]
      return { ...result, stderr: Buffer.concat(passed).toString(), endings: endings.endings }
    }

    it('is its command, of whose good end nothing is told', async () => {
      const result = await run('echo "$1"; echo err >&2')
      expect(result).toMatchObject({ exitCode: 0, stdout: 'a b\n', stderr: 'err\n', endings: [] })
    })

    it.each([
      [
        { OMPI_COMM_WORLD_RANK: '3', BERTH_RANK: '1' },
        { rank: 3, host: 1 },
      ],
      [{ PMI_RANK: '4' }, { rank: 4, host: null }],
      [{}, { rank: null, host: null }],
    ])('tells of a bad end, with what it knows of itself: %j', async (env, known) => {
      const result = await run('echo err >&2; exit 7', env)
      expect(result).toMatchObject({ exitCode: 7, stderr: 'err\n', endings: [{ ...known, exitCode: 7 }] })
    })

    it('ends by the signal that its command ended by, and says nothing of the shell', async () => {
      const result = await run('kill -KILL $$')
      expect(result).toMatchObject({ stderr: '', endings: [{ rank: 3, exitCode: 137 }] })
      expect(result.endedBy === 'signal' ? result.signal : result.exitCode).toSatisfy(
        (end) => end === 'SIGKILL' || end === 137,
      )
    })
  })
})
