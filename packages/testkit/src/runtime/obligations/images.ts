import assert from 'node:assert/strict'
import { rejectsWith } from '../../suite/rejects-with.js'
import type { RuntimeObligation } from '../fixture/runtime-obligation.js'
import { newName } from '../fixture/stage.js'

/** What `ensureImage` owes. */
export const imageObligations: readonly RuntimeObligation[] = [
  {
    name: 'leaves an image alone that is there, without a look at the archive',
    body: async (stage) => {
      const { runtime, fixture } = stage
      const engine = await stage.engine()
      const progress: string[] = []
      const source = {
        reference: fixture.image,
        pull: 'missing',
        archive: runtime.capabilities.archives ? '/no/such/archive' : null,
      } as const
      const image = await runtime.ensureImage(engine, source, { onProgress: (line) => progress.push(line) })
      assert.ok(image.id !== '', 'the identity has no id to create a container from')
      assert.deepEqual(progress, [], 'work was begun')
    },
  },
  {
    name: 'names an image by the same identity at each call',
    needs: ['imageIdentity'],
    body: async (stage) => {
      const { runtime, fixture } = stage
      const engine = await stage.engine()
      const source = { reference: fixture.image, pull: 'missing', archive: null } as const
      const [first, second] = [await runtime.ensureImage(engine, source), await runtime.ensureImage(engine, source)]
      assert.deepEqual(first, second)
      const comparable = first.configDigest !== null || first.manifestDigests.length > 0 || first.layers.length > 0
      assert.ok(comparable, `nothing in the identity can be compared across hosts: ${JSON.stringify(first)}`)
    },
  },
  {
    name: 'loads an image that is missing from its archive',
    needs: ['archives'],
    body: async (stage) => {
      const engine = await stage.engine()
      const { runtime, fixture } = stage
      assert.ok(fixture.archive, 'the fixture must give an archive: the runtime declares the capability archives')
      const { reference, path } = fixture.archive
      const before = await stage.observe(newName(), { image: reference })
      assert.ok(
        before.state === 'absent' && before.localImage === null,
        `the image is there: ${JSON.stringify(before)}`,
      )
      const progress: string[] = []
      const source = { reference, pull: 'missing', archive: path } as const
      const loaded = await runtime.ensureImage(engine, source, { onProgress: (line) => progress.push(line) })
      assert.notDeepEqual(progress, [], 'no progress was told')
      const after = await stage.observe(newName(), { image: reference })
      assert.ok(after.state === 'absent', `an observation after it: ${JSON.stringify(after)}`)
      assert.deepEqual(after.localImage, loaded)
      assert.deepEqual(await runtime.ensureImage(engine, { reference, pull: 'missing', archive: null }), loaded)
    },
  },
  {
    name: 'says that an image cannot be had whose archive is missing',
    needs: ['archives'],
    body: async (stage) => {
      const { runtime, host } = stage
      const engine = await stage.engine()
      const source = { reference: missingImage, pull: 'missing', archive: '/no/such/archive' } as const
      const error = await rejectsWith(runtime.ensureImage(engine, source), {
        host: host.host,
        code: 'BERTH_IMAGE_UNAVAILABLE',
      })
      assert.ok(error.remedy, 'the error has no remedy')
    },
  },
  {
    name: 'says that an image cannot be had which no registry gives',
    needs: ['pull'],
    body: async (stage) => {
      const { runtime, host } = stage
      const engine = await stage.engine()
      const error = await rejectsWith(
        runtime.ensureImage(engine, { reference: missingImage, pull: 'missing', archive: null }),
        {
          host: host.host,
          code: 'BERTH_IMAGE_UNAVAILABLE',
        },
      )
      assert.ok(error.remedy, 'the error has no remedy')
    },
  },
  {
    name: 'pulls nothing when it is not to',
    body: async (stage) => {
      const { runtime, host } = stage
      const engine = await stage.engine()
      const source = { reference: missingImage, pull: 'never', archive: null } as const
      await rejectsWith(runtime.ensureImage(engine, source), { host: host.host, code: 'BERTH_IMAGE_UNAVAILABLE' })
    },
  },
  {
    name: 'refuses to load an archive, for want of the capability archives',
    lacks: 'archives',
    body: async (stage) => {
      const { runtime, host } = stage
      const engine = await stage.engine()
      const source = { reference: missingImage, pull: 'missing', archive: '/no/such/archive' } as const
      await rejectsWith(runtime.ensureImage(engine, source), { host: host.host, code: 'BERTH_CAPABILITY_MISSING' })
    },
  },
  {
    name: 'refuses to pull an image, for want of the capability pull',
    lacks: 'pull',
    body: async (stage) => {
      const { runtime, host } = stage
      const engine = await stage.engine()
      const source = { reference: missingImage, pull: 'missing', archive: null } as const
      await rejectsWith(runtime.ensureImage(engine, source), { host: host.host, code: 'BERTH_CAPABILITY_MISSING' })
    },
  },
]

const missingImage = 'conformance/no-such-image:0'
