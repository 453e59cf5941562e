import { describe, expect, it } from 'vitest'
import { problemsOf, resolve, withContainer } from './resolve.js'

describe('placeholders', () => {
  it('are filled with the user who runs Berth', () => {
    const config = resolve({
      ...withContainer({
        name: 'x_{user-id}',
        env: { WHO: '{user-id}-{user-id}' },
        image_tar: '/home/{user-id}/x.tar',
      }),
      username: '{user-id}',
      cluster_name: '{user-id}.lab',
    })
    expect(config).toMatchObject({
      username: 'ann',
      clusterName: 'ann.lab',
      container: { name: 'x_ann', imageTar: '/home/ann/x.tar', runtime: { args: { env: { WHO: 'ann-ann' } } } },
    })
  })

  it('that are left are all listed, wherever Berth reads', () => {
    const problems = problemsOf({
      orchestrator: 'container',
      cluster_name: '<changeme>',
      node_dict: {
        '{xx.xx.xx.xx|hostname-1}': { vpc_ip: '{xx.xx.xx.xx|hostname-1}' },
        '{head-node-ip}': {},
        b: { bmc_ip: '<CHANGEME>', rack_id: '<changeme>', rack: '<changeme>', _comment: '<changeme>' },
      },
      head_node_dict: { mgmt_ip: '{xx.xx.xx.xx|hostname}' },
      priv_key_file: '/home/<changeme>/.ssh/id_rsa',
      password: '<changeme>',
      env_vars: { A: 'x <Change-Me: a path> y', _B: '<changeme>', C: `\${HOME}{braces}` },
      container: {
        image: '<changeme>',
        setup_script: '<changeme>/x.sh',
        runtime: { args: { volumes: ['/a:/b', '/<changeme>:/x'] } },
      },
      suite: { x: '<changeme>', hosts: ['{xx.xx.xx.xx|hostname-1}'] },
      _comment: '<changeme>',
    })
    const left = (placeholder: string) => `still has the placeholder ${placeholder}; replace it with a real value`
    expect(problems.toSorted()).toEqual(
      [
        `cluster_name: ${left('<changeme>')}`,
        `node_dict/{xx.xx.xx.xx|hostname-1}: ${left('{xx.xx.xx.xx|hostname-1}')}`,
        `node_dict/{xx.xx.xx.xx|hostname-1}/vpc_ip: ${left('{xx.xx.xx.xx|hostname-1}')}`,
        `node_dict/{head-node-ip}: ${left('{head-node-ip}')}`,
        `node_dict/b/bmc_ip: ${left('<CHANGEME>')}`,
        `node_dict/b/rack_id: ${left('<changeme>')}`,
        `head_node_dict/mgmt_ip: ${left('{xx.xx.xx.xx|hostname}')}`,
        `priv_key_file: ${left('<changeme>')}`,
        `password: ${left('<changeme>')}`,
        `env_vars/A: ${left('<Change-Me: a path>')}`,
        `env_vars/_B: ${left('<changeme>')}`,
        `container/image: ${left('<changeme>')}`,
        `container/setup_script: ${left('<changeme>')}`,
        `container/runtime/args/volumes/1: ${left('<changeme>')}`,
      ].toSorted(),
    )
  })
})
