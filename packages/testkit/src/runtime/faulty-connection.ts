import { BerthError, type ExecResult, type HostConnection } from '@berth/core/adapter'

/** A connection whose commands run, but whose results arrive changed. */
export function withChangedResults(host: HostConnection, change: (result: ExecResult) => ExecResult): HostConnection {
  return withExec(host, async (...asked) => change(await host.exec(...asked)))
}

/** A connection to a host that cannot be reached any more: nothing is run. */
export function unreachable(host: HostConnection): HostConnection {
  return withExec(host, async () => {
    throw new BerthError({
      code: 'BERTH_HOST_UNREACHABLE',
      host: host.host,
      operation: 'run command',
      message: 'no route to host',
      remedy: 'Check that the host is up.',
    })
  })
}

/** The connection goes on, with another way to run commands; closing the stand-in closes nothing. */
export function withExec(host: HostConnection, exec: HostConnection['exec']): HostConnection {
  return {
    host: host.host,
    exec,
    putFile: host.putFile.bind(host),
    getFile: host.getFile.bind(host),
    close: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  }
}
