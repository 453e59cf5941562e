import { startTestbed } from './packages/testbed/dist/index.js'
import * as newCore from './packages/core/dist/index.js'
import * as newDocker from './packages/runtime-docker/dist/index.js'
import * as newSsh from './packages/transport-ssh/dist/index.js'
const base = '/tmp/endings-base/packages'
const oldCore = await import(`${base}/core/dist/index.js`)
const oldDocker = await import(`${base}/runtime-docker/dist/index.js`)
const oldSsh = await import(`${base}/transport-ssh/dist/index.js`)
const testbed = await startTestbed({ hosts: 1, name: `measure-${process.pid}`, images: 'all', log: () => undefined })
try {
  const [host] = testbed.hosts
  const open = async (core, docker, ssh, name, env) => {
    const config = core.resolveConfig({ orchestrator: 'container', node_dict: { [host.address]: {} }, username: 'berth', priv_key_file: testbed.keyFile, env_vars: env,
      container: { image: 'berth/busybox:1', name, sshd: false, setup_script: false, runtime: { args: { defaults: 'none' } } } })
    const cluster = new core.Cluster({ config, transport: ssh.sshTransport({ username: 'berth', privateKeyFile: testbed.keyFile, knownHostsFile: testbed.knownHostsFile, agent: null }), runtimes: { docker: docker.dockerRuntime() } })
    await cluster.up()
    return cluster
  }
  const env = { A: 'a', B: 'b'.repeat(200) }
  const ways = {
    'old': await open(oldCore, oldDocker, oldSsh, 'old', {}),
    'new': await open(newCore, newDocker, newSsh, 'new', {}),
    'old, env_vars': await open(oldCore, oldDocker, oldSsh, 'olde', env),
    'new, env_vars': await open(newCore, newDocker, newSsh, 'newe', env),
  }
  const jobs = {
    exec: (c) => c.exec(['true']),
    'exec, 60 s timeout': (c) => c.exec(['true'], { timeout: '60s' }),
    'exec, stdin': (c) => c.exec(['cat'], { stdin: 'x' }),
    'on host': (c) => c.execOnHost(['true']),
  }
  for (const [job, work] of Object.entries(jobs)) {
    const times = Object.fromEntries(Object.keys(ways).map((w) => [w, []]))
    for (let turn = 0; turn < 45; turn += 1)
      for (const [way, cluster] of Object.entries(ways)) {
        const began = performance.now()
        ;(await work(cluster)).throwIfFailed()
        if (turn >= 5) times[way].push(performance.now() - began)
      }
    const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]
    const m = Object.fromEntries(Object.entries(times).map(([w, l]) => [w, median(l)]))
    console.log(job, Object.entries(m).map(([w, v]) => `${w}: ${v.toFixed(1)} ms`).join('; '), `ratio ${(m.new / m.old).toFixed(3)}, with env_vars ${(m['new, env_vars'] / m['old, env_vars']).toFixed(3)}`)
  }
  for (const c of Object.values(ways)) { await c.down(); await c.close() }
} finally { await testbed.stop() }
