import assert from 'node:assert/strict'
import type { ContainerSpec } from '@berth/core/adapter'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { awkwardText } from '../../fixture/awkward-text.js'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import { newName, type Stage } from '../../fixture/stage.js'
import { expectState } from '../looking/observation.js'

/** What `launch` owes. */
export const launchObligations: readonly RuntimeObligation[] = [
  {
    name: 'launches a container that runs on by itself',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch()
      const container = expectState(await stage.observe(launched.name), 'running')
      assert.equal(container.id, launched.id)
      const { stdout } = await stage.runtime.exec(engine, launched.id, programs.printWords(['in']))
      assert.equal(stdout, 'in|')
      await stage.runtime.remove(engine, launched)
    },
  },
  {
    name: 'gives a container its environment, byte for byte',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch({ env: { AWKWARD: awkwardText, EMPTY: '' } })
      const { runtime } = stage
      const seen = await runtime.exec(engine, launched.id, programs.printVariables(['AWKWARD', 'EMPTY']))
      assert.equal(seen.stdout, `${awkwardText}||`)
      await runtime.remove(engine, launched)
    },
  },
  {
    name: 'gives a container its labels, byte for byte',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch({ labels: { 'berth.awkward': awkwardText, 'berth.empty': '' } })
      const container = expectState(await stage.observe(launched.name), 'running')
      for (const [name, value] of Object.entries(launched.labels)) assert.equal(container.labels[name], value, name)
      await stage.runtime.remove(engine, launched)
    },
  },
  {
    name: 'mounts a folder of the host',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const source = `/tmp/${newName()}`
      const { runtime, host } = stage
      await host.exec(programs.makeFolder(source))
      try {
        await host.putFile(`${source}/file`, 'on the host', { mode: 0o644 })
        const volumes: ContainerSpec['volumes'] = [
          ...(stage.fixture.spec?.volumes ?? []),
          { kind: 'bind', source, target: '/mnt/folder', options: null },
        ]
        const launched = await stage.launch({ volumes })
        const { stdout, stderr } = await runtime.exec(engine, launched.id, programs.read('/mnt/folder/file'))
        assert.deepEqual({ stdout, stderr }, { stdout: 'on the host', stderr: '' })
        await runtime.remove(engine, launched)
      } finally {
        await host.exec(programs.removeFolder(source))
      }
    },
  },
  {
    name: 'refuses to mount what the host does not have, and does not make it',
    needs: launches,
    body: async (stage) => {
      const source = `/tmp/${newName()}`
      await failsWithoutTrace(stage, { volumes: [{ kind: 'bind', source, target: '/mnt/folder', options: null }] })
      const { exitCode } = await stage.host.exec(programs.exists(source))
      assert.equal(exitCode, 1, `${source} is there now`)
    },
  },
  {
    name: 'leaves nothing of a launch that failed',
    needs: launches,
    body: async (stage) => {
      const image = await stage.image()
      const digest = `sha256:${'0'.repeat(64)}`
      await failsWithoutTrace(stage, { image: { ...image, id: digest, configDigest: digest } })
    },
  },
  {
    name: 'launches nothing when it was aborted before',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const spec = await stage.spec()
      const { runtime, host } = stage
      const launching = runtime.launch(engine, spec, { signal: AbortSignal.abort() })
      await rejectsWith(launching, { host: host.host, code: 'BERTH_ABORTED' })
      assert.equal((await stage.observe(spec.name)).state, 'absent')
    },
  },
  {
    name: "refuses to share the host's network, for want of the capability hostNetwork",
    needs: launches,
    lacks: 'hostNetwork',
    body: async (stage) => {
      const engine = await stage.engine()
      const spec = await stage.spec({ network: 'host' })
      const { runtime, host } = stage
      await rejectsWith(runtime.launch(engine, spec), { host: host.host, code: 'BERTH_CAPABILITY_MISSING' })
      assert.equal((await stage.observe(spec.name)).state, 'absent')
    },
  },
]

/** The launch fails, and no container with its labels or its name is there. */
async function failsWithoutTrace(stage: Stage, change: Partial<ContainerSpec>): Promise<void> {
  const engine = await stage.engine()
  const { runtime, host } = stage
  const spec = await stage.spec({ ...change, labels: { 'berth.attempt': newName() } })
  await rejectsWith(runtime.launch(engine, spec), { host: host.host, code: 'BERTH_LAUNCH_FAILED' })
  assert.deepEqual(await runtime.list(engine, spec.labels), [], 'containers with the labels of the launch')
  assert.equal((await stage.observe(spec.name)).state, 'absent', 'the container of the launch')
}
