import { describe, expect, it } from 'vitest'
import { containerOf, machine, problemsOf, resolve, withContainer } from './resolve.js'

const hosts = { a: {}, b: {} }

describe('what other readers of such files take', () => {
  it.each(['Container', 'CONTAINER', 'container'])('orchestrator %s', (orchestrator) => {
    expect(resolve({ ...withContainer(), orchestrator }).orchestrator).toBe('container')
    expect(problemsOf({ node_dict: hosts, orchestrator })).toEqual([
      expect.stringMatching(/^container: is missing, but/),
    ])
  })

  it('orchestrator BareMetal', () => {
    expect(resolve({ node_dict: hosts, orchestrator: 'BareMetal' }).orchestrator).toBe('baremetal')
  })

  it('an empty name of the container, for the default', () => {
    expect(containerOf({ name: '' })).toMatchObject({ name: 'ann_lab_1', namePinned: false })
  })

  it('an empty password, for none', () => {
    expect(resolve({ node_dict: hosts, password: '' }).password).toBeNull()
    expect(problemsOf({ node_dict: hosts, password: '', priv_key_file: 'key' })).toEqual([
      expect.stringMatching(/^priv_key_file: is "key", but there is no file/),
    ])
  })

  it.each([{}, { _comment: 'none' }])(
    'the container %j, which is none, where commands run on the hosts',
    (container) => {
      for (const orchestrator of ['baremetal', 'Baremetal', undefined]) {
        expect(resolve({ node_dict: hosts, orchestrator, container })).toMatchObject({
          orchestrator: 'baremetal',
          container: null,
        })
      }
      expect(problemsOf({ node_dict: hosts, orchestrator: 'Container', container })).toEqual([
        expect.stringMatching(/^container\/image: is missing/),
      ])
      expect(problemsOf({ node_dict: hosts, container: { lifetime: 'per_run' } })).not.toEqual([])
    },
  )

  it.each(['n/a', 'N/A', 'n/A', 'na', 'NA', 'Na', '', null])('%j for no address', (none) => {
    const host = { vpc_ip: none, bmc_ip: none, address: none, rack_id: none }
    expect(resolve({ node_dict: { a: host } }).hosts).toMatchObject([
      { vpcIp: null, bmcIp: null, address: null, rackId: null },
    ])
  })
})

describe('{user-id}', () => {
  it('is the username of the file, in keys that come before it too', () => {
    const config = resolve({
      ...withContainer({ name: '{user-id}_lab', image_tar: '/shared/{user-id}/x.tar', env: { WHO: '{user-id}' } }),
      cluster_name: '{user-id}.lab',
      username: 'svc-{user-id}',
      node_dict: { a: { user: '{user-id}' } },
    })
    expect(config).toMatchObject({
      username: 'svc-ann',
      clusterName: 'svc-ann.lab',
      hosts: [{ user: 'svc-ann' }],
      container: { name: 'svc-ann_lab', imageTar: '/shared/svc-ann/x.tar' },
    })
    expect(config.container?.runtime.args.env.WHO).toBe('svc-ann')
  })

  it('is who runs Berth where the file has no username, or one that is not filled in', () => {
    expect(resolve({ node_dict: hosts, cluster_name: '{user-id}' }).clusterName).toBe('ann')
    expect(problemsOf({ node_dict: hosts, cluster_name: '{user-id}', username: '<changeme>' })).toEqual([
      'username: still has the placeholder <changeme>; replace it with a real value',
    ])
  })

  it('is the username of a suite', () => {
    const options = { ...machine(), suiteFile: { username: 'svc' } }
    expect(resolve({ node_dict: hosts, username: 'ann', cluster_name: '{user-id}' }, options).clusterName).toBe('svc')
  })

  it.each([
    [{ '/home/svc/key': '', '/home/ann/key': '' }, '/home/svc/key'],
    [{ '/home/ann/key': '' }, '/home/ann/key'],
  ])('in a path on this machine is whose file is there: %j', (files, path) => {
    const file = { node_dict: hosts, username: 'svc', priv_key_file: '/home/{user-id}/key' }
    expect(resolve(file, machine(files)).privateKeyFile).toBe(path)
  })

  it('in a path that is nobody’s is the username', () => {
    expect(problemsOf({ node_dict: hosts, username: 'svc', priv_key_file: '/home/{user-id}/key' })).toEqual([
      expect.stringMatching(/^priv_key_file: is "\/home\/svc\/key", but there is no file/),
    ])
  })

  it('in the path of a setup script is likewise', () => {
    const file = { ...withContainer({ setup_script: '/home/{user-id}/x.sh' }), username: 'svc' }
    const { container } = resolve(file, machine({ '/home/ann/x.sh': 'echo' }))
    expect(container?.setupScript).toEqual({ kind: 'file', path: '/home/ann/x.sh' })
  })
})
