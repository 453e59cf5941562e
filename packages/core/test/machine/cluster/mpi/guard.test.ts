import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { LineSource } from '../../../../src/cluster/mpi/gate/line-source.js'
import { guardCommand, launchVariable } from '../../../../src/cluster/mpi/guards/guard-command.js'
import { programs } from '../../../../src/command/programs.generated.js'
import { eventually, processesWith } from '../../../command/processes.js'
import { everyShell } from '../../program/every-shell.js'

describe('the guard of a launch', () => {
  everyShell(programs, ['mpi/guard'], ({ container }) => {
    const begin = async (lostAfter = 60_000, before: readonly string[] = []) => {
      const tag = randomUUID()
      const lines = new LineSource()
      let said = ''
      const rank = `trap '' TERM; sleep 60 & setsid sleep 61 & wait`
      const ranks = container.exec(['sh', '-c', rank], { publicEnv: { [launchVariable]: tag } })
      await eventually(
        () => processesWith(tag).length,
        (count) => count >= 3,
      )
      const onOutput = (_: unknown, chunk: Uint8Array): void => {
        said += Buffer.from(chunk)
      }
      const guard = container.exec([...before, ...guardCommand(tag, lostAfter)], { stdin: lines, onOutput })
      return { lines, ranks, guard, said: () => said, left: () => processesWith(`${launchVariable}=${tag}`) }
    }

    it('answers each beat, and goes away without a trace once all is done', async () => {
      const { lines, guard, said, left, ranks } = await begin()
      for (let beat = 0; beat < 3; beat += 1) lines.add('beat\n')
      await eventually(said, (text) => text === 'beat\n'.repeat(3))
      lines.add('done\n')
      expect(await guard).toMatchObject({ endedBy: 'exit', stderr: '' })
      expect(left().length).toBeGreaterThanOrEqual(3)
      for (const process_ of left()) process.kill(process_, 'SIGKILL')
      await ranks
    })

    it.each(['end', 'the end of its input'])(
      'ends all of the launch by %s, though it does not heed SIGTERM',
      async (how) => {
        const { lines, guard, left, ranks } = await begin()
        if (how === 'end') lines.add('end\n')
        else lines.end()
        expect(await guard).toMatchObject({ endedBy: 'exit' })
        expect(left()).toEqual([])
        await ranks
      },
    )

    it.runIf(process.getuid?.() === 0)(
      'ends it where nothing comes any more, from Berth or by a network; and not while something does',
      async () => {
        const { guard, left, ranks } = await begin(1_000, ['unshare', '--net', '--'])
        expect(await guard).toMatchObject({ endedBy: 'exit' })
        expect(left()).toEqual([])
        await ranks
      },
    )
  })
})
