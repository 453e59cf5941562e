import type { HostConnection, Passages, Transport } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { RoutedTransport } from '../src/routed-transport.js'
import { isThisMachine, wireTransport } from '../src/wire-transport.js'
import { someConfig } from './cli/fake-cluster.js'

describe('isThisMachine', () => {
  it.each(['localhost', 'LocalHost', '127.0.0.1', '::1'])('says yes to %s', (host) => {
    expect(isThisMachine(host)).toBe(true)
  })

  it.each(['gpu1', '127.0.0.1.example.org', 'localhost.example.org', '10.0.0.1', ''])('says no to %s', (host) => {
    expect(isThisMachine(host)).toBe(false)
  })
})

describe('wireTransport', () => {
  it.each([
    ['local', { localhost: {}, '127.0.0.1': {} }],
    ['local+ssh', { localhost: {}, h1: {} }],
    ['local+ssh', { localhost: { port: 22 } }],
  ])('is %s for %j', async (name, node_dict) => {
    const transport = await wireTransport(someConfig({ node_dict }))
    expect(transport.name).toBe(name)
    await transport.close()
  })

  it('takes options of SSH before what the cluster file says', async () => {
    const config = someConfig({ node_dict: { h1: { address: 'h1.invalid', jump: 'none' } }, username: 'file' })
    const transport = await wireTransport(config, {
      ssh: { username: 'call', agent: null, privateKeyFile: '/no/such/key' },
    })
    await expect(transport.connect('h1')).rejects.toThrow('/no/such/key')
    await transport.close()
  })
})

describe('RoutedTransport', () => {
  it('asks the part that the route picks, and closes all parts', async () => {
    const calls: string[] = []
    const [one, other] = [fakeTransport('one', calls), fakeTransport('other', calls)]
    const routed = new RoutedTransport([one, other], (host) => (host === 'a' ? one : other))
    expect(routed.name).toBe('one+other')
    await routed.connect('a')
    await routed.connect('b')
    await routed.close()
    expect(calls).toEqual(['one: a', 'other: b', 'one: close', 'other: close'])
  })
})

describe('the ways from host to host', () => {
  it('are those of the part that both hosts are reached by', async () => {
    const calls: string[] = []
    const close = async (): Promise<void> => undefined
    const passages = (host: string): Passages => ({
      ...{ host, close, [Symbol.asyncDispose]: close },
      exec: () => Promise.reject(new Error('nothing runs here')),
      to: async (other) => ({ words: ['to', other], close: () => undefined }),
    })
    const one = { ...fakeTransport('one', calls), openPassages: async (host: string) => passages(host) }
    const other = fakeTransport('other', calls)
    const routed = new RoutedTransport([one, other], (host) => (host === 'c' ? other : one))
    const ways = await routed.openPassages('a')
    expect((await ways.to('b')).words).toEqual(['to', 'b'])
    await expect(ways.to('c')).rejects.toMatchObject({ code: 'BERTH_CAPABILITY_MISSING', host: 'c' })
    await expect(routed.openPassages('c')).rejects.toMatchObject({ code: 'BERTH_CAPABILITY_MISSING', host: 'c' })
  })
})

function fakeTransport(name: string, calls: string[]): Transport {
  const close = async (): Promise<void> => void calls.push(`${name}: close`)
  const connect = async (host: string): Promise<HostConnection> => {
    calls.push(`${name}: ${host}`)
    return { host, close } as HostConnection
  }
  return { name, connect, close, [Symbol.asyncDispose]: close }
}
