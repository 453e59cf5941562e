import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { describeReal, useOwnHosts } from './support/index.js'

const name = `berth-existing-${process.pid}`

describeReal('a cluster file and a suite as people have them', () => {
  const testbed = useOwnHosts(2)

  /** The text of a cluster file with notes, in the form of templates, on the testbed's hosts. */
  const fileWith = (whole: Readonly<Record<string, unknown>>): string => `// the lab
{
  "_orchestrator_comment": "Where commands run. <changeme> here is a comment.",
  "orchestrator": "Container",
  "username": ${JSON.stringify(whole.username)}, // who logs in
  "priv_key_file": ${JSON.stringify(whole.priv_key_file)},
  "password": "",
  "head_node_dict": { "mgmt_ip": ${JSON.stringify(Object.keys(Object(whole.node_dict))[0])} },
  "env_vars": { "PATH": "/opt/lab/bin:$PATH", "SITE": "lab", },
  "node_dict": ${JSON.stringify(whole.node_dict)},
  "container": {
    "_image_comment": "with what the tests need",
    "lifetime": "per_run",
    "image": "berth/busybox:none",
    "name": "${name}",
    "setup_script": false,
    "sshd": false,
    "env": { "SITE_WIDE": "kept", "LEVEL": "site" },
    "runtime": {
      "name": "docker",
      "args": { "network": "host", "ipc": "host", "privileged": true, "shm_size": "64G", "volumes": ["/etc:/site:ro"], },
    },
  },
}
`
  const suite = {
    schema_version: 1,
    model: { path: '{paths.models}' },
    container: {
      image: 'berth/busybox:1',
      env: { LEVEL: 'suite' },
      runtime: { name: 'docker', args: { 'shm-size': '16G', volumes: ['/etc:/suite:ro'] } },
    },
  }

  it('come up together, run commands and go, untouched', async () => {
    const made = await testbed().clusterFile({ image: 'x' }, { hosts: testbed().hosts })
    const [file, suiteFile] = [join(dirname(made), 'cluster.json'), join(dirname(made), 'suite.json')]
    writeFileSync(file, fileWith(JSON.parse(readFileSync(made, 'utf8'))))
    writeFileSync(suiteFile, JSON.stringify(suite))
    const berth = new BerthCommand(file, testbed().knownHostsFile)
    onTestFinished(async () => {
      for (const host of testbed().hosts) await testbed().run(host, ['docker', 'rm', '-f', name])
      berth.remove()
    })

    const { json } = await berth.run('config', '--suite', suiteFile, '--json')
    expect(json).toMatchObject({ config: { container: { image: 'berth/busybox:1', name } } })
    const up = await berth.run('up', '--suite', suiteFile)
    expect({ exitCode: up.exitCode, stderr: up.stderr }).toMatchObject({ exitCode: 0 })
    const look =
      'echo "$SITE $SITE_WIDE $LEVEL $(echo "$PATH" | cut -d: -f1)"; [ -e /suite/passwd ] && ! [ -e /site ] && echo mounted'
    const ran = await berth.run('exec', '--suite', suiteFile, '--json', '--', look)
    const done = { ok: true, exitCode: 0, stdout: 'lab kept suite /opt/lab/bin\nmounted\n' }
    expect(Object.values(ran.json?.hosts ?? {})).toMatchObject([done, done])
    expect(await berth.run('down', '--suite', suiteFile)).toMatchObject({ exitCode: 0 })
  })
})
