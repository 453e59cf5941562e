import type { HostConnection } from '@berth/core/adapter'
import { findProcesses } from './host-programs.js'

/** Processes on a host with this mark in their command lines, looked up by a command of its own. */
export async function leftProcesses(host: HostConnection, mark: string): Promise<string[]> {
  const { stdout } = await host.exec(findProcesses, { stdin: mark })
  return stdout.split('\n').filter((line) => line !== '')
}
