import { type PrivateRegistry, requirements, startPrivateRegistry, startTestbed, type Testbed } from '@berth/testbed'
import { afterAll, beforeAll } from 'vitest'
import { uniqueName } from './container-name.js'

/** Hosts with a private registry on the first. */
export interface PrivateHosts {
  readonly testbed: Testbed
  readonly registry: PrivateRegistry
  /** A new build of an image, in the registry alone; gives its reference. */
  publish(): Promise<string>
  /** Runs a script on a host as root, and gives what it printed, trimmed. Throws unless it succeeded. */
  run(host: number, script: string, ...words: readonly string[]): Promise<string>
  /** Gives a login user of all hosts a file in their home, readable for them alone. */
  give(user: string, file: string, text: string): Promise<void>
}

/** Hosts of a block's own. Call it in `describe`; use its result in tests and hooks. */
export function usePrivateRegistry(count = 2): () => PrivateHosts {
  let hosts: PrivateHosts | undefined
  beforeAll(async () => {
    if (!requirements().ok) return
    const testbed = await startTestbed({ hosts: count, name: `private-${process.pid}` })
    hosts = privateHosts(testbed, await startPrivateRegistry(testbed, testbed.host(0)))
  })
  afterAll(async () => {
    await hosts?.testbed.stop()
  })
  return () => {
    if (hosts === undefined) throw new Error('this machine can have no testbed, or it is not up yet')
    return hosts
  }
}

function privateHosts(testbed: Testbed, registry: PrivateRegistry): PrivateHosts {
  const run: PrivateHosts['run'] = async (host, script, ...words) => {
    const { exitCode, stdout, stderr } = await testbed.run(testbed.host(host), ['sh', '-c', script, 'sh', ...words])
    if (exitCode !== 0) throw new Error(`${testbed.host(host).name}: ${stderr.trim()}`)
    return stdout.trim()
  }
  const auth = Buffer.from(`${registry.username}:${registry.password}`).toString('base64')
  return {
    testbed,
    registry,
    run,
    async publish() {
      const build = await testbed.rebuildImage(`${registry.address}/${uniqueName('private')}:1`)
      const config = JSON.stringify({ auths: { [registry.address]: { auth } } })
      await run(0, push, build.hostPath, build.reference, build.id, config)
      return build.reference
    },
    async give(user, file, text) {
      for (const host of testbed.hosts.keys()) await run(host, write, user, file, text)
    },
  }
}

const push = `
set -e
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
printf '%s' "$4" >"$folder/config.json"
docker load --quiet --input "$1"
docker --config "$folder" push --quiet "$2"
docker image rm --force "$3"
`

const write = `
home=$(getent passwd "$1" | cut -d : -f 6)
(umask 077 && printf '%s' "$3" >"$home/$2") && chown "$1:" "$home/$2"
`
