import { BerthError, type HostConnection, type Transport } from '@berth/core/adapter'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll } from 'vitest'
import { startSshd, type TestSshd } from '../sshd.js'
import { type CutProxy, startCutProxy, type Way } from './cut-proxy.js'

/** A host behind a proxy that cuts the link to it. */
export interface CutHost {
  readonly sshd: TestSshd
  readonly transport: Transport
  /** Connected, as long as nothing is cut. */
  readonly host: HostConnection
  /** What the work comes to, and the bytes that passed this way meanwhile, where nothing is cut. */
  measure<Value>(way: Way, work: () => Promise<Value>): Promise<{ readonly bytes: number; readonly value: Value }>
  /** What the work comes to where the link is cut after so many bytes; connected again afterwards. */
  cut<Value>(way: Way, bytes: number, work: () => Promise<Value>): Promise<PromiseSettledResult<Value>>
}

/** Gives such a host to the tests of the enclosing block. */
export function useCutHost(): () => CutHost {
  let sshd: TestSshd
  let proxy: CutProxy
  let cutHost: CutHost
  beforeAll(async () => {
    sshd = await startSshd()
    proxy = await startCutProxy(sshd.port)
    const hosts = () => ({ address: '127.0.0.1', port: proxy.port })
    const transport = sshTransport({ ...sshd.options, hosts })
    const host = await transport.connect('one')
    /** Connects again where the link has been cut: a connection that is about to close may be asked first. */
    const connected = async (): Promise<void> => {
      await host.exec(['true']).catch(async (error: unknown) => {
        if (!BerthError.isInstance(error) || error.code !== 'BERTH_CONNECTION_LOST') throw error
        await host.exec(['true'])
      })
    }
    cutHost = {
      sshd,
      transport,
      host,
      async measure(way, work) {
        await connected()
        proxy.cutAfter(way, null)
        const value = await work()
        return { bytes: proxy.passed(way), value }
      },
      async cut(way, bytes, work) {
        await connected()
        proxy.cutAfter(way, bytes)
        const [outcome] = await Promise.allSettled([work()])
        proxy.cutAfter(way, null)
        return outcome
      },
    }
  })
  afterAll(async () => {
    await cutHost?.transport.close()
    await proxy?.close()
    await sshd?.stop()
  })
  return () => cutHost
}

/** Where a link is cut: every 64 KiB of so many bytes, and all over the last bytes, in which ends are told. */
export function placesToCut(bytes: number, ends = 8): readonly number[] {
  const step = 64 * 1024
  return [
    ...Array.from({ length: Math.floor(bytes / step) }, (_, index) => (index + 1) * step),
    ...Array.from({ length: ends }, (_, index) => bytes - Math.round((index * 320) / ends)),
  ].filter((place) => place > 0)
}
