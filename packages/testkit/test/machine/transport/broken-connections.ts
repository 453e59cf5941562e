import type { HostConnection } from '@berth/core/adapter'
import { type Break, connection, result, transport } from './altered.js'

const nothing = async (): Promise<void> => undefined

/** Broken when connecting and closing. */
export const brokenConnections: Readonly<Record<string, Break>> = {
  'has a name, and gives connections that tell their host': connection(() => ({ host: 'another' })),
  'gives the one connection of a host to all who ask for it': transport((sound) => ({
    connect: async (host, options) => ({ ...(await sound.connect(host, options)) }),
  })),
  'does not connect when its signal has aborted, and does so later': transport((sound) => ({
    connect: (host) => sound.connect(host),
  })),
  'ends what runs on a connection that is closed': result(({ endedBy }) =>
    endedBy === 'abort' ? { endedBy: 'lost' } : {},
  ),
  'refuses everything on a connection that is closed': connection((sound) => ({
    getFile: (path) => sound.getFile(path).catch(() => new Uint8Array()),
  })),
  'closes a connection as often as it is asked to': connection((sound) => {
    let closed = false
    return {
      close: async () => {
        if (closed) throw new Broken('closed twice')
        closed = true
        await sound.close()
      },
    }
  }),
  'connects anew after its connection was closed': transport((sound) => {
    const kept = new Map<string, HostConnection>()
    return {
      connect: async (host) => {
        const known = kept.get(host) ?? (await sound.connect(host))
        kept.set(host, known)
        return known
      },
    }
  }),
  'closes a connection at the end of its scope': connection(() => ({ [Symbol.asyncDispose]: nothing })),
  'closes all its connections when it is closed, as often as it is asked to': transport(() => ({ close: nothing })),
  'closes all its connections at the end of its scope': transport(() => ({ [Symbol.asyncDispose]: nothing })),
}

/** What a broken transport rejects with on purpose. */
export class Broken extends Error {}
