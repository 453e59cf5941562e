import { PassThrough, Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import {
  BerthError,
  type ChannelExit,
  channelExit,
  cutExit,
  type HostChannel,
  type HostChannels,
} from '@berth/core/adapter'
import type { Exit } from '../os/exit.js'
import type { Process } from '../os/process.js'
import type { OpenFile } from '../os/streams/open-file.js'
import { Pipe } from '../os/streams/pipe.js'
import { deferred } from '../os/waiting/deferred.js'
import type { MemoryHost } from './host.js'
import { loginArgv } from './login-argv.js'

/** Channels to one host; `lose` is what a fault does to all of them. */
export interface LosableChannels extends HostChannels {
  lose(): void
}

/** Runs command lines on a host in memory, each in a login shell of its own. */
export function memoryChannels(host: MemoryHost, onLost: () => void = () => undefined): LosableChannels {
  const open = new Set<() => void>()
  let lost = false
  const lose = (): void => {
    lost = true
    detach()
    onLost()
    for (const drop of [...open]) drop()
  }
  const detach = host.attach(lose)
  return {
    lose,
    async open(commandLine, { signal }) {
      signal?.throwIfAborted()
      if (host.delay > 0) await new Promise<void>((resolve) => void host.machine.clock.after(host.delay, resolve))
      if (lost || !host.reachable) throw gone(host)
      const { channel, drop } = openChannel(host, commandLine)
      open.add(drop)
      channel.closed.then(() => open.delete(drop))
      return channel
    },
    async close() {
      detach()
      for (const drop of [...open]) drop()
    },
  }
}

function openChannel(host: MemoryHost, commandLine: string): { channel: HostChannel; drop: () => void } {
  const [input, output, errors] = [new Pipe(), new Pipe(), new Pipe()]
  const { machine, profileNoise } = host
  const files = new Map([
    [0, input.reader()],
    [1, output.writer()],
    [2, errors.writer()],
  ])
  const toProcess = input.writer()
  const argv = loginArgv(commandLine) ?? ['sh', '-c', commandLine]
  const noisy = async (process: Process): Promise<number> => {
    if (profileNoise !== '') {
      await process.write(`${profileNoise}\n`)
      await process.write(`${profileNoise}\n`, 2)
    }
    return machine.become(process, argv)
  }
  // Readers before writers: to write where nobody reads is to be ended by SIGPIPE.
  const [stdout, stderr] = [pump(output.reader()), pump(errors.reader())]
  const login = machine.start({ ...machine.bareParts(argv), files }, noisy)
  const lost = deferred<ChannelExit>()
  const whole = Promise.all([login.exited, finished(stdout.stream), finished(stderr.stream)])
  const closed = Promise.race([whole.then(([exit]) => exitOf(exit)), lost.promise]).catch(() => cutExit)
  const drop = (): void => {
    lost.resolve(cutExit)
    toProcess.close()
    stdout.stop()
    stderr.stop()
  }
  const stdin = feed(toProcess)
  return { channel: { stdin, stdout: stdout.stream, stderr: stderr.stream, closed, destroy: drop }, drop }
}

/** What comes out of a pipe, as a stream; no faster than it is read. */
function pump(source: OpenFile): { stream: PassThrough; stop: () => void } {
  const stream = new PassThrough()
  let stopped = false
  const run = async (): Promise<void> => {
    while (!stopped) {
      const chunk = source.tryRead(65_536)
      if (chunk === null) break
      if (chunk === undefined) await source.ready()
      else if (!stream.write(chunk)) await new Promise<void>((resolve) => stream.once('drain', resolve))
    }
    stream.end()
  }
  void run()
  const stop = (): void => {
    stopped = true
    source.close()
    stream.end()
  }
  return { stream, stop }
}

/** A stream that goes into a pipe. */
function feed(target: OpenFile): Writable {
  return new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      const run = async (): Promise<void> => {
        while (!target.tryWrite(chunk)) await target.ready()
      }
      run().then(() => done(), done)
    },
    final(done) {
      target.close()
      done()
    },
  })
}

function exitOf(exit: Exit): ChannelExit {
  return channelExit({ whole: true, ...('code' in exit ? { exitCode: exit.code } : { signal: `SIG${exit.signal}` }) })
}

function gone({ name }: MemoryHost): BerthError {
  return new BerthError({
    code: 'BERTH_HOST_UNREACHABLE',
    host: name,
    operation: 'run command',
    message: 'the connection was cut off',
    remedy:
      'Restore the host in the test, or look at the faults that it injects: one that dies cuts this connection only.',
  })
}
