import type { SharedHosts } from '../../../../testbed/test/real-test.js'

/**
 * Kills a host's dockerd, as a crash would, and remembers how it was started. Its containerd goes with it, which the
 * next dockerd must not meet on its way.
 */
const kill = `
pid=$(pidof dockerd) || exit 1
[ -e /run/dockerd.words ] || tr '\\0' '\\n' </proc/$pid/cmdline >/run/dockerd.words
kill -KILL $pid
while pid=$(pidof dockerd containerd); do kill -KILL $pid; sleep 0.05; done
:`

/** Stops it as an administrator would, and waits until it has ended. */
const stop = `
pid=$(pidof dockerd) || exit 1
[ -e /run/dockerd.words ] || tr '\\0' '\\n' </proc/$pid/cmdline >/run/dockerd.words
kill -TERM $pid
while kill -0 $pid 2>/dev/null; do sleep 0.05; done`

/** Whether containers outlive it, by `$1`, from now on: it reads its configuration again. */
const configure = `
config=/etc/docker/berth-testbed.json
sed -i 's/,"live-restore":[a-z]*}$/}/; s/}$/,"live-restore":'"$1"'}/' "$config"
`

/** Has it read that at once. */
const reload = `${configure}
kill -HUP $(pidof dockerd)
turn=0
until [ "$(docker info --format '{{.LiveRestoreEnabled}}')" = "$1" ]; do
  sleep 0.1
  turn=$((turn + 1))
  [ "$turn" -lt 150 ] || { tail -n 20 /var/log/dockerd.log >&2; exit 1; }
done`

/** Starts it again; `$1` is \`true\` where containers are to outlive their dockerd. */
const start = `
rm -f /run/docker.pid /run/docker/containerd/containerd.pid
${configure}
set --
while IFS= read -r word; do set -- "$@" "$word"; done </run/dockerd.words
setsid "$@" </dev/null >>/var/log/dockerd.log 2>&1 &
turn=0
until docker info >/dev/null 2>&1; do
  sleep 0.2
  turn=$((turn + 1))
  [ "$turn" -lt 150 ] || { tail -n 20 /var/log/dockerd.log >&2; exit 1; }
done`

/** The dockerd of one host. */
export class Dockerd {
  readonly #testbed: SharedHosts
  readonly #host: string

  constructor(testbed: SharedHosts, host: string) {
    this.#testbed = testbed
    this.#host = host
  }

  /** Kills it, as a crash would. */
  async kill(): Promise<void> {
    await this.#run(kill)
  }

  /** Stops it as an administrator would, with or without its containers, and waits until it has ended. */
  async stop(liveRestore: boolean): Promise<void> {
    await this.#run(reload, String(liveRestore))
    await this.#run(stop)
  }

  /** Starts it again after its end, with or without containers that outlive their dockerd. */
  async start(liveRestore: boolean): Promise<void> {
    await this.#run(start, String(liveRestore))
  }

  /** Lets it hang, until {@link proceed}. */
  async hang(): Promise<void> {
    await this.#run('kill -STOP $(pidof dockerd)')
  }

  async proceed(): Promise<void> {
    await this.#run('kill -CONT $(pidof dockerd)')
  }

  async #run(program: string, ...words: readonly string[]): Promise<void> {
    const ended = await this.#testbed.run(this.#host, ['sh', '-c', program, 'sh', ...words])
    if (ended.exitCode !== 0) throw new Error(`${this.#host}: ${ended.stderr}`)
  }
}
