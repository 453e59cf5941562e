import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { guardCommand, launchVariable } from '../../../../src/cluster/mpi/guards/guard-command.js'
import { LineSource } from '../../../../src/cluster/mpi/line-source.js'
import { programs } from '../../../../src/command/programs.generated.js'
import { eventually, processesWith } from '../../../command/processes.js'
import { everyShell } from '../../program/every-shell.js'

describe('the guard of a launch', () => {
  everyShell(programs, ['mpi/guard'], ({ container }) => {
    const begin = async (rank: string, count: number, lostAfter = 60_000, before: readonly string[] = []) => {
      const tag = randomUUID()
      const lines = new LineSource()
      let said = ''
      spawn('sh', ['-c', rank], { stdio: 'ignore', env: { ...process.env, [launchVariable]: tag } })
      const left = (): number[] => processesWith(`${launchVariable}=${tag}`)
      await eventually(left, ({ length }) => length === count)
      const onOutput = (_: unknown, chunk: Uint8Array): void => {
        said += Buffer.from(chunk)
      }
      const guard = container.exec([...before, ...guardCommand({ tag, lostAfter }, 'h1')], { stdin: lines, onOutput })
      return { lines, guard, said: () => said, left }
    }

    it('answers each beat, and goes away without a trace once all is done', async () => {
      const { lines, guard, said, left } = await begin('exec sleep 60', 1)
      for (let beat = 0; beat < 3; beat += 1) lines.add('beat\n')
      await eventually(said, (text) => text === 'beat h1\n'.repeat(3))
      lines.add('done\n')
      expect(await guard).toMatchObject({ endedBy: 'exit', stderr: '' })
      expect(said()).toMatch(/^gone h1\n/m)
      const [rank = 0] = await eventually(left, ({ length }) => length === 1)
      process.kill(rank, 'SIGKILL')
    })

    it('ends all of the launch once its input ends, though it does not heed SIGTERM', async () => {
      const { lines, guard, left } = await begin(`trap '' TERM; sleep 60 & setsid sleep 61 & wait`, 3)
      lines.end()
      expect(await guard).toMatchObject({ endedBy: 'exit' })
      expect(left()).toEqual([])
    })

    it.runIf(process.getuid?.() === 0)(
      'ends it where nothing comes any more, from Berth or by a network, and not while Berth says something',
      async () => {
        const { lines, guard, left } = await begin('exec sleep 60', 1, 500, ['unshare', '--net', '--'])
        const beats = setInterval(() => lines.add('beat\n'), 50)
        expect(await Promise.race([guard, new Promise((resolve) => setTimeout(resolve, 1_000, 'beats'))])).toBe('beats')
        clearInterval(beats)
        expect(await guard).toMatchObject({ endedBy: 'exit' })
        expect(left()).toEqual([])
      },
    )
  })
})
