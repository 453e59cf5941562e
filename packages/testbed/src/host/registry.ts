import type { HostReference, Testbed } from '../contract/testbed.js'
import { TestbedError } from '../contract/testbed-error.js'

/** A real image registry on a testbed's network, without login or certificate: the hosts' engines trust it. */
export interface Registry {
  /** The beginning of its images' names: `10.77.3.11:5000`. */
  readonly address: string
  /** Starts the registry again, with the images that it had. A running registry goes on. */
  start(): Promise<void>
  /** Ends the registry: connections are refused. An ended registry stays ended. */
  stop(): Promise<void>
}

/** Starts a registry on a host, where its process and its data stay until the testbed goes. */
export async function startRegistry(testbed: Testbed, host: HostReference): Promise<Registry> {
  const { address } = testbed.host(host)
  const run = async (script: string): Promise<void> => {
    const { exitCode, stderr } = await testbed.run(host, script)
    if (exitCode !== 0) throw new TestbedError(`The registry on ${address} failed: ${stderr.trim()}`)
  }
  const registry: Registry = { address: `${address}:5000`, start: () => run(START), stop: () => run(STOP) }
  await registry.start()
  return registry
}

const START = `
[ ! -s /run/registry.pid ] || exit 0
mkdir -p /var/tmp/registry
cat >/run/registry.yml <<'END'
version: 0.1
storage: { filesystem: { rootdirectory: /var/tmp/registry } }
http: { addr: ':5000' }
END
setsid docker-registry serve /run/registry.yml >/var/log/registry.log 2>&1 </dev/null &
echo $! >/run/registry.pid
for attempt in $(seq 200); do
  busybox wget -q -O /dev/null http://127.0.0.1:5000/v2/ 2>/dev/null && exit 0
  sleep 0.05
done
cat /var/log/registry.log >&2
exit 1
`

const STOP = `
[ -s /run/registry.pid ] || exit 0
pid=$(cat /run/registry.pid)
kill "$pid"
while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
: >/run/registry.pid
`
