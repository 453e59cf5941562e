import type { MayStillRun } from '@berth/core'
import type { MemoryHost } from '@berth/memory-cluster'
import { describe, expect } from 'vitest'
import { lab } from '../../../../core/test/lifetime/berth-over.js'
import { printedCommand } from '../../../../testbed/test/remedies/printed-commands.js'
import { runsRemedy } from '../../../../testbed/test/remedies/runs-remedy.js'
import { ofCommand } from '../../../src/cli/show/ending-meanings.js'
import { lookAtLeft } from '../../../src/cli/show/look-at-left.js'
import { resultsText } from '../../../src/cli/show/show-results.js'
import { loadConfig } from '../../../src/load-config.js'
import { someResults } from '../../cli/fake-cluster.js'
import { MemoryBerth } from './memory-berth.js'

type Machine = MemoryHost['machine']

describe('a look at what a command may have left', () => {
  /** Leaves a sleep on one host of two, and gives the printed command that looks at it, and its answer. */
  async function look(
    start: readonly string[],
    machineOf: (host: MemoryHost) => Machine | undefined,
    options: { readonly onHost?: true },
  ) {
    const memory = lab(['n1', 'n2'])
    const berth = new MemoryBerth(memory)
    expect(await berth.on('up')).toMatchObject({ exitCode: 0 })
    expect(await berth.on('exec', '--detach', ...start, '--', 'sleep', 'infinity')).toMatchObject({ exitCode: 0 })
    const processes = [...(machineOf(memory.host('n2'))?.processes.values() ?? [])]
    const sleeps = processes.filter(({ argv }) => argv[0] === 'sleep')
    const left = sleeps.map(({ pid }) => ({ process: pid, command: 'sleep', user: 'ann' }))
    expect(left).toHaveLength(1)
    const mayStillRun: MayStillRun = { because: 'not ended', process: null, processes: left }
    const { config } = await loadConfig(berth.file, { runtimes: { memory: memory.runtime } })
    const meanings = { ...ofCommand, look: lookAtLeft({ config }, options) }
    const { stderr } = resultsText(someResults({ n1: {}, n2: { endedBy: 'timeout', mayStillRun } }), meanings)
    const printed = printedCommand(stderr, 'berth exec')
    return { berth, pid: left[0]?.process, printed, answer: await berth.printed(printed) }
  }

  runsRemedy('exec-look', 'shows it in its container, on its host alone', async () => {
    const { berth, pid, printed, answer } = await look([], ({ containers }) => containers.get('lab')?.machine, {})
    const words = `'^(Name|PPid|Uid):' /proc/${pid}/status`
    expect(printed.line).toBe(`berth exec --cluster '${berth.file}' --hosts n2 -- grep -E ${words}`)
    expect(answer).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^── n2 ──\nName:\tsleep\nPPid:\t\d+\n/),
    })
  })

  runsRemedy('exec-look-on-host', 'shows it on its host, and on no other', async () => {
    const { berth, pid, printed, answer } = await look(['--on-host'], ({ machine }) => machine, { onHost: true })
    const words = `'^(Name|PPid|Uid):' /proc/${pid}/status`
    expect(printed.line).toBe(`berth exec --on-host --cluster '${berth.file}' --hosts n2 -- grep -E ${words}`)
    expect(answer).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^── n2 ──\nName:\tsleep\nPPid:\t\d+\n/),
    })
  })
})
