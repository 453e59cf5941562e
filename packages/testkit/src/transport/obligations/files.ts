import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import type { HostConnection } from '@berth/core/adapter'
import type { Obligation } from '../../suite/obligation.js'
import { rejectsWith } from '../../suite/rejects-with.js'
import { listFolder, modeOf } from '../fixture/host-programs.js'
import { inFolder } from '../fixture/in-folder.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'

const everyByte = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256))

const read = async (host: HostConnection, path: string): Promise<Buffer> => Buffer.from(await host.getFile(path))

/** What a transport owes to files. */
export const fileObligations: readonly Obligation<TransportFixture>[] = [
  {
    name: 'writes and reads files whole, byte for byte, over an old one too',
    async body(fixture) {
      const host = await fixture.connect()
      await inFolder(fixture, async (folder) => {
        const path = `${folder}/file`
        for (const content of [everyByte, Buffer.from('ü'), Buffer.alloc(0)]) {
          await host.putFile(path, content)
          assert.ok((await read(host, path)).equals(content), `not the ${content.length} bytes that were written`)
        }
        await host.putFile(path, 'ü€')
        assert.equal((await read(host, path)).toString(), 'ü€')
      })
    },
  },
  {
    name: 'takes the name of a file as it is',
    async body(fixture) {
      const host = await fixture.connect()
      await inFolder(fixture, async (folder) => {
        const path = `${folder}/a ' "\\ $HOME * ü\nb`
        await host.putFile(path, 'x')
        assert.equal((await read(host, path)).toString(), 'x')
        assert.match((await host.exec(listFolder(folder))).stdout, /^'?a '/)
      })
    },
  },
  {
    name: 'gives files the mode that is asked for, 0600 by default',
    async body(fixture) {
      const host = await fixture.connect()
      await inFolder(fixture, async (folder) => {
        const path = `${folder}/file`
        await host.putFile(path, 'x', { mode: 0o755 })
        assert.equal((await host.exec(modeOf(path))).stdout, '755\n')
        await host.putFile(path, 'x')
        assert.equal((await host.exec(modeOf(path))).stdout, '600\n')
      })
    },
  },
  {
    name: 'leaves nothing beside the file that it writes',
    async body(fixture) {
      const host = await fixture.connect()
      await inFolder(fixture, async (folder) => {
        await host.putFile(`${folder}/file`, 'x')
        assert.equal((await host.exec(listFolder(folder))).stdout, 'file\n')
      })
    },
  },
  {
    name: 'lets a reader see the old content or the new, whole',
    async body(fixture) {
      const host = await fixture.connect()
      await inFolder(fixture, async (folder) => {
        const path = `${folder}/file`
        const contents = ['old', 'new'].map((word) => word.repeat(700_000))
        await host.putFile(path, contents[0] ?? '')
        let writing = true
        const writes = host.putFile(path, contents[1] ?? '').finally(() => {
          writing = false
        })
        const seen: string[] = []
        do seen.push((await read(host, path)).toString())
        while (writing)
        await writes
        assert.ok(
          seen.every((content) => contents.includes(content)),
          'a reader saw a part of a file',
        )
      })
    },
  },
  {
    name: 'keeps the old content when a write is aborted, or has written the new, and leaves no part of it',
    async body(fixture) {
      const host = await fixture.connect()
      const code = 'BERTH_ABORTED'
      await inFolder(fixture, async (folder) => {
        const path = `${folder}/file`
        await host.putFile(path, 'old')
        await rejectsWith(host.putFile(path, 'new', { signal: AbortSignal.abort() }), { code, host: host.host })
        assert.equal((await read(host, path)).toString(), 'old')
        const controller = new AbortController()
        const writing = host.putFile(path, everyByte, { signal: controller.signal })
        const done = writing.then(
          () => true,
          () => false,
        )
        await delay(5)
        controller.abort()
        const written = await done
        if (!written) await rejectsWith(writing, { code, host: host.host })
        const expected = written ? everyByte : Buffer.from('old')
        assert.ok((await read(host, path)).equals(expected), 'not the old content, and not the new')
        assert.equal((await host.exec(listFolder(folder))).stdout, 'file\n')
      })
    },
  },
  {
    name: 'says why a file cannot be written, and writes nothing',
    async body(fixture) {
      const host = await fixture.connect()
      await inFolder(fixture, async (folder) => {
        const expected = { code: 'BERTH_FILE_FAILED', host: host.host } as const
        const missing = await rejectsWith(host.putFile(`${folder}/no/such/folder`, 'x'), expected)
        assert.match(missing.message, /no such file/i)
        assert.match((await rejectsWith(host.putFile(folder, 'x'), expected)).message, /is a directory/i)
        assert.equal((await host.exec(listFolder(folder))).stdout, '')
      })
    },
  },
  {
    name: 'refuses to read a file that is larger than is wanted, and what has no end',
    async body(fixture) {
      const host = await fixture.connect()
      const expected = { code: 'BERTH_FILE_FAILED', host: host.host } as const
      await inFolder(fixture, async (folder) => {
        await host.putFile(`${folder}/file`, 'x'.repeat(1000))
        assert.equal((await host.getFile(`${folder}/file`, { maxSize: 1000 })).length, 1000)
        await rejectsWith(host.getFile(`${folder}/file`, { maxSize: 999 }), expected)
      })
      await rejectsWith(host.getFile('/dev/zero'), expected)
    },
  },
  {
    name: 'says why a file cannot be read',
    async body({ connect, folder: parent }) {
      const host = await connect()
      const expected = { code: 'BERTH_FILE_FAILED', host: host.host } as const
      const missing = await rejectsWith(host.getFile(`${parent}/no/such/file`), expected)
      assert.match(missing.message, /no such file/i)
      assert.match((await rejectsWith(host.getFile(parent), expected)).message, /is a directory/i)
      const aborted = host.getFile(parent, { signal: AbortSignal.abort() })
      await rejectsWith(aborted, { code: 'BERTH_ABORTED', host: host.host })
    },
  },
]
