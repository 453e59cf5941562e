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

  it.each<[string, object, string, string]>([
    ['a key of node_dict', { node_dict: { '{worker-node-ip}': {} } }, 'node_dict/{worker-node-ip}', '{worker-node-ip}'],
    ['an address', { node_dict: { a: { vpc_ip: '{head-node-ip}' } } }, 'node_dict/a/vpc_ip', '{head-node-ip}'],
    ['a user', { username: '{user}' }, 'username', '{user}'],
    ['a group', { groups: { x: '{rack1-hosts}' } }, 'groups/x', '{rack1-hosts}'],
    ['a variable', { env_vars: { MASTER: '{head-node-ip}:29500' } }, 'env_vars/MASTER', '{head-node-ip}'],
    ['a key file', { priv_key_file: '{home}/.ssh/id' }, 'priv_key_file', '{home}'],
  ])('of any form are found: in %s', (_title, part, path, placeholder) => {
    expect(problemsOf({ node_dict: { a: {} }, ...part })).toEqual([
      `${path}: still has the placeholder ${placeholder}; replace it with a real value`,
    ])
  })

  it.each([
    ['image', 'lab:{tag}', '{tag}'],
    ['name', '{container_name}', '{container_name}'],
    ['image_tar', '/{shared_fs}/x.tar', '{shared_fs}'],
    ['setup_script', '{run_dir}/x.sh', '{run_dir}'],
  ])('of any form are found: in container/%s', (key, text, placeholder) => {
    expect(problemsOf(withContainer({ [key]: text }))).toEqual([
      `container/${key}: still has the placeholder ${placeholder}; replace it with a real value`,
    ])
  })

  it('are found in volumes, with the place of each', () => {
    const volumes = ['/a:/b', '{shared_fs}/models:/models', '/{paths.models_dir}:/m']
    expect(problemsOf(withContainer({ runtime: { args: { volumes } } }))).toEqual([
      'container/runtime/args/volumes/1: still has the placeholder {shared_fs}; replace it with a real value',
      'container/runtime/args/volumes/2: still has the placeholder {paths.models_dir}; replace it with a real value',
    ])
  })

  it.each([
    `{"a": {"b": 1}}`,
    `{rank}`,
    `\${HOME}/{lib,lib64}`,
    `{{.ID}}`,
    `{0..7}`,
    `{ echo hi; }`,
    `f() { node x.js; }`,
  ])('are not what a variable or a password may hold: %s', (text) => {
    const env = { A: text }
    expect(
      problemsOf({ ...withContainer({ env, runtime: { args: { env } } }), env_vars: env, password: text }),
    ).toEqual([])
  })

  it('are not braces of a shell or a template in other values', () => {
    const volumes = [`/a/\${X}:/b`, '/c/{{.ID}}:/d', '/e/{x,y}:/f', '/g/{}:/h']
    expect(problemsOf(withContainer({ runtime: { args: { volumes } } }))).toEqual([])
  })

  it('are not looked for in keys that Berth does not read', () => {
    const others = { suite: '{a}', '{b}': 1, _comment: '{head-node-ip}' }
    expect(problemsOf({ node_dict: { a: { gpus: '{c}', '{d}': 1 } }, ...others })).toEqual([])
  })
})
