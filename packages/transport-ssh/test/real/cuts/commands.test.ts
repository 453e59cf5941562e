import { type ExecResult, execInContainer } from '@berth/core/adapter'
import { describe, expect, it } from 'vitest'
import { canRunSshd } from '../sshd.js'
import { useCutHost } from './use-cut-host.js'

const bulk = 300_000

/**
 * Lines on both streams, then so much at once that the command has ended before the last of it is read: the exit status
 * may come first.
 */
const program = `for n in 0 1 2 3 4; do echo "out $n"; echo "err $n" >&2; done; exec head -c ${bulk} /dev/zero`
const lines = [0, 1, 2, 3, 4]
const printed = {
  stdout: `${lines.map((line) => `out ${line}\n`).join('')}${'\0'.repeat(bulk)}`,
  stderr: lines.map((line) => `err ${line}\n`).join(''),
}

const rounds = 10
const moments = 10

/** Where a link is cut that carries so many bytes: all over it, then where the exit status may be, then at its end. */
function placeToCut(bytes: number, round: number, moment: number): number {
  if (round < 4) return Math.round((bytes * moment) / (moments + 1)) - 999 * round
  return bytes - moment * (round < 8 ? 6500 : 24) - 3 * round
}

/** Says what is wrong with what was told of the command; null if nothing is. */
function wrong(outcome: PromiseSettledResult<ExecResult>): string | null {
  if (outcome.status === 'rejected') return outcome.reason.code === 'BERTH_CONNECTION_LOST' ? null : outcome.reason
  const { endedBy, exitCode, stdout, stderr } = outcome.value
  const isPart = printed.stdout.startsWith(stdout) && printed.stderr.startsWith(stderr)
  const isWhole = stdout === printed.stdout && stderr === printed.stderr
  const isRight = endedBy === 'lost' ? isPart && exitCode === null : endedBy === 'exit' && exitCode === 0 && isWhole
  return isRight ? null : JSON.stringify({ endedBy, exitCode, stdout: stdout.length, stderr: stderr.length })
}

describe.runIf(canRunSshd)('a command whose link is cut at ten moments of it, ten times', () => {
  const cutHost = useCutHost()

  it.each([
    ['on the host', () => cutHost().host.exec(program)],
    [
      'in a container, whose side tells of its end',
      () =>
        execInContainer(
          cutHost().host,
          ({ argv, env }) => ['env', ...Object.entries(env).map(([name, value]) => `${name}=${value}`), ...argv],
          program,
        ),
    ],
  ])('%s is never told as whole where it is not', async (_, run) => {
    const { bytes, value } = await cutHost().measure('down', run)
    expect(value).toMatchObject({ endedBy: 'exit', exitCode: 0, ...printed })
    const endings = new Set<string>()
    for (let round = 0; round < rounds; round += 1) {
      for (let moment = 1; moment <= moments; moment += 1) {
        const place = placeToCut(bytes, round, moment)
        const outcome = await cutHost().cut('down', place, run)
        expect([place, wrong(outcome)]).toEqual([place, null])
        endings.add(outcome.status === 'rejected' ? outcome.reason.code : outcome.value.endedBy)
      }
    }
    expect([...endings]).toContain('lost')
  })
})
