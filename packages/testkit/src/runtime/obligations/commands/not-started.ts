import assert from 'node:assert/strict'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'

const code = 'BERTH_EXEC_NOT_STARTED'

/** What `exec` owes where the command never started. */
export const notStartedObligations: readonly RuntimeObligation[] = [
  {
    name: 'says that a command never started in a container that there is not',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const launched = await stage.launch()
      await runtime.remove(engine, launched)
      await rejectsWith(runtime.exec(engine, launched.id, programs.exit(0)), { host: host.host, code })
    },
  },
  {
    name: 'says that a command never started in a container that does not run',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, host } = stage
      const ended = await stage.ended()
      await rejectsWith(runtime.exec(engine, ended.id, programs.exit(0)), { host: host.host, code })
      await runtime.remove(engine, ended)
    },
  },
  {
    name: 'says that a command never started in a folder that there is not',
    needs: launches,
    body: async (stage) => {
      const running = stage.exec(programs.exit(0), { workingDirectory: '/no/such/folder' })
      await rejectsWith(running, { host: stage.host.host, code })
    },
  },
  {
    name: 'starts nothing when it was aborted before',
    needs: launches,
    body: async (stage) => {
      const file = '/tmp/conformance-aborted/file'
      const running = stage.exec(programs.write(file, 'ran'), { signal: AbortSignal.abort() })
      await rejectsWith(running, { host: stage.host.host, code: 'BERTH_ABORTED' })
      const { exitCode } = await stage.exec(programs.exists(file))
      assert.equal(exitCode, 1, 'the command has run')
    },
  },
]
