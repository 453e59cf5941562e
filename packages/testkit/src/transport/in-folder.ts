import { randomUUID } from 'node:crypto'
import { makeFolder, removeTree } from './host-programs.js'
import type { TransportBench } from './transport-bench.js'

/** Gives a new folder on the first host, and takes it away afterwards. */
export async function inFolder<Value>(
  { connect, folder: parent }: Pick<TransportBench, 'connect' | 'folder'>,
  use: (folder: string) => Promise<Value>,
): Promise<Value> {
  const folder = `${parent}/berth-suite-${randomUUID()}`
  const host = await connect()
  await host.exec(makeFolder(folder))
  try {
    return await use(folder)
  } finally {
    const connected = await connect()
    await connected.exec(removeTree(folder))
  }
}
