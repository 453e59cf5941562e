import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import ssh2 from 'ssh2'
import { expect, it, onTestFinished } from 'vitest'
import { Link, type LinkSocket } from '../../src/connection/link.js'
import { Windows } from '../../src/flow/windows.js'
import type { Target } from '../../src/target/target.js'

it('connections that a jump host is asked to forward at once, however many, are no leak', async () => {
  const warnings: Error[] = []
  const onWarning = (warning: Error): void => void warnings.push(warning)
  process.on('warning', onWarning)
  onTestFinished(() => void process.off('warning', onWarning))
  // A jump host that answers nothing.
  const client = Object.assign(new ssh2.Client(), { forwardOut: () => client })
  const socket: LinkSocket = Object.assign(new PassThrough(), { bytesWritten: 0 })
  const target = { name: 'h', address: '10.0.0.1', port: 22 } as Partial<Target> as Target
  const link = new Link({
    ...{ client, socket, windows: new Windows(), keepalive: { interval: 60_000, unanswered: 3 } },
    loggedIn: { target, hostKey: Buffer.alloc(0), key: undefined },
  })
  const forwards = Array.from({ length: 40 }, (_, index) =>
    link.forward({ host: `h${index}`, target, jump: 'j', timeout: 60_000, signal: new AbortController().signal }),
  )
  client.emit('close')
  for (const forward of forwards) await expect(forward).rejects.toMatchObject({ code: 'BERTH_HOST_UNREACHABLE' })
  socket.destroy()
  await turn()
  expect(warnings).toEqual([])
})
