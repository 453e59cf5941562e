import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadClusterFile } from '../../src/config/index.js'
import { machine } from './resolve.js'

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')

const reached = { address: null, port: null, user: null, jump: null, rackId: null }

describe('files that existing users have', () => {
  it('reads the object form in JSON', () => {
    const config = loadClusterFile(
      'lab.json',
      machine({ '/lab/lab.json': fixture('existing.json'), '/home/ann/.ssh/id_rsa': '' }),
    )
    expect(config).toEqual({
      orchestrator: 'container',
      clusterName: 'ann_lab',
      hosts: [
        { ...reached, name: '10.0.0.1', vpcIp: '192.168.0.1', bmcIp: null, rackId: 'rack-01' },
        { ...reached, name: 'node-2', vpcIp: '192.168.0.2', bmcIp: '10.1.0.2' },
        { ...reached, name: '_old-node', vpcIp: null, bmcIp: null },
      ],
      headHost: 'node-2',
      username: 'ann',
      groups: { 'rack:rack-01': ['10.0.0.1'] },
      privateKeyFile: '/home/ann/.ssh/id_rsa',
      password: null,
      hostKeyPolicy: null,
      envVars: { _JAVA_OPTIONS: '-Xmx1g', NCCL_IB_HCA: 'mlx5_0:1', PATH: { prepend: '/opt/rocm/bin' } },
      container: {
        lifetime: 'per_run',
        image: 'rocm/lab:latest',
        name: 'ann_lab',
        namePinned: true,
        lease: null,
        setupScript: { kind: 'packaged' },
        sshd: 'auto',
        sshdPort: 2224,
        pull: 'missing',
        pullsAtOnce: 16,
        setupScriptsAtOnce: 16,
        imageTar: '/shared/ann/lab.tar',
        imageSource: { kind: 'hosts' },
        distribute: null,
        runtime: {
          name: 'docker',
          module: null,
          privilege: 'auto',
          registry: null,
          args: {
            network: 'host',
            ipc: 'host',
            privileged: true,
            volumes: [{ kind: 'bind', source: '/home/ann/models', target: '/models', options: 'ro', create: false }],
            shmSize: null,
            tmpfs: [],
            workdir: null,
            hostname: null,
            pid: null,
            gpus: null,
            entrypoint: 'replace',
            extra: [],
            devices: ['/dev/kfd', '/dev/dri', '/dev/infiniband/*'].map((path) => ({
              path,
              target: null,
              permissions: null,
              required: false,
            })),
            capAdd: ['SYS_PTRACE', 'IPC_LOCK', 'SYS_ADMIN', 'NET_ADMIN'],
            securityOpt: ['seccomp=unconfined', 'apparmor=unconfined'],
            groupAdd: [
              { group: 'video', ownerOf: ['/dev/kfd', '/dev/dri/*'] },
              { group: 'render', ownerOf: [] },
            ],
            ulimits: ['memlock=-1', 'nofile=1048576'],
            env: { GPUS: '2', MULTINODE: 'true', _JAVA_OPTIONS: '-Xmx2g', _ARGS: 'kept' },
            own: {},
          },
        },
      },
      file: '/lab/lab.json',
      suiteFile: null,
      warnings: [],
      unreadKeys: [{ path: 'racks', entries: 0, meant: null }],
    })
  })

  it('reads the list form in YAML', () => {
    const config = loadClusterFile('lab.yaml', machine({ '/lab/lab.yaml': fixture('existing-list.yaml') }))
    expect(config).toMatchObject({
      orchestrator: 'baremetal',
      clusterName: 'fe80__2_eth0',
      hosts: [
        { ...reached, name: '10.0.0.1', vpcIp: '192.168.0.1', bmcIp: null },
        { ...reached, name: 'fe80::2%eth0', vpcIp: null, bmcIp: null },
      ],
      headHost: 'fe80::2%eth0',
      username: 'ann',
      privateKeyFile: null,
      envVars: {},
      container: null,
    })
    expect(config.password?.reveal()).toBe('hunter2')
    expect(config.warnings).toEqual([
      {
        code: 'private_key_file_missing',
        path: 'priv_key_file',
        message: 'is "~/.ssh/id_none", but there is no file /home/ann/.ssh/id_none; only the password is used',
      },
    ])
  })
})
