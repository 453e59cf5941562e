import { randomUUID } from 'node:crypto'
import { dockerRuntime, podmanRuntime } from '@berth/runtime-docker'
import { bareSpec, observedEngine } from '@berth/testkit'
import { expect } from 'vitest'
import { describeReal, realTest, testbed } from '../../../testbed/test/real-test.js'
import { engineFixture } from './engine-fixture.js'

const engines = [
  { runtime: dockerRuntime(), username: 'berth' },
  { runtime: podmanRuntime(), username: 'root' },
]

describeReal('a folder that is kept apart', () => {
  realTest.each(engines)(
    'outlives a restart, is in no image of the container, and goes with it: $runtime.name',
    async (its) => {
      const fixture = await engineFixture(its)
      const { runtime, host, image: reference } = fixture
      const outside = async (...words: readonly string[]): Promise<string> => {
        const { exitCode, stdout, stderr } = await testbed().run(testbed().host(2), [runtime.name, ...words])
        if (exitCode !== 0) throw new Error(`${runtime.name} ${words.join(' ')}: ${stderr}`)
        return stdout.trim()
      }
      const name = `apart-${randomUUID().slice(0, 8)}`
      const committed = `berth/${name}:1`
      try {
        const engine = await observedEngine(runtime, host)
        const image = await runtime.ensureImage(engine, { reference, pull: 'never', archive: null })
        const spec = { ...bareSpec({ name, image }), network: 'none', foldersApart: ['/var/lib/apart'] }
        const { id } = await runtime.launch(engine, spec)
        const handle = { id, name, labels: spec.labels }
        const written = 'echo secret >/var/lib/apart/key && echo kept >/var/lib/beside'
        expect(await runtime.exec(engine, id, written, { user: '0' })).toMatchObject({ exitCode: 0 })
        await outside('stop', '--time', '0', id)
        await runtime.restart(engine, handle)
        expect(await runtime.exec(engine, id, ['cat', '/var/lib/apart/key'])).toMatchObject({ stdout: 'secret\n' })

        await outside('commit', id, committed)
        const look = ['find', '/var/lib/apart', '/var/lib/beside', '-type', 'f']
        const [find = '', ...words] = look
        expect(await outside('run', '--rm', '--network', 'none', '--entrypoint', find, committed, ...words)).toBe(
          '/var/lib/beside',
        )

        const mounts = '{{range .Mounts}}{{.Name}}{{end}}'
        const volume = await outside('inspect', '--format', mounts, id)
        expect(await outside('volume', 'ls', '--quiet')).toContain(volume)
        await runtime.remove(engine, handle)
        expect(await outside('volume', 'ls', '--quiet')).not.toContain(volume)
      } finally {
        await testbed().run(testbed().host(2), [runtime.name, 'rm', '--force', name])
        await testbed().run(testbed().host(2), [runtime.name, 'image', 'rm', '--force', committed])
        await fixture.close?.()
      }
    },
  )
})
