import { expect, test } from 'vitest'
import { readLook } from '../../src/invariants/read-look.js'

const section = (name: string, text = ''): string => `\0${name}\n${text}`
const end = section('files', '')

const printed = [
  section('podman-images ', '[{"id":"1a"}]'),
  section('podman-volumes ', 'data\n'),
  section(
    'podman-containers ',
    JSON.stringify([
      {
        Id: 'c1',
        Names: ['lab'],
        ImageID: '1a',
        State: 'exited',
        Created: 5,
        StartedAt: 6,
        Labels: { 'berth.run': 'r' },
      },
    ]),
  ),
  section('podman-images berth', ''),
  section('podman-volumes berth', ''),
  section('enroot-folders nodocker', '.berth\nlab\nalien\n'),
  section('enroot-names nodocker', '../containers/e1 lab\n'),
  section('enroot-container nodocker e1 running 2026-01-01T00:00:01Z 2026-01-01T00:00:00Z', '{"berth.run":"r"}'),
  section('namespace', 'pid:[40]\n'),
  section(
    'processes',
    [
      '      1       0 40 Ss   sh              /bin/sh init',
      '     20       1 40 S    sshd            sshd: berth@notty',
      '     21      20 40 S    sleep           sleep 5',
      '     22      20 40 Z    gone            [gone] <defunct>',
      '     30       1 41 Ssl  sleep           sleep 9',
      '     40       0 40 S    sh              sh -c section podman-images',
      '     41      40 40 R    ps              ps -ww -e',
    ].join('\n'),
  ),
  section('tags', '/proc/21/environ:BERTH_EXEC=1\n'),
  section(
    'marks',
    [
      '/proc/20/limits:Max file locks            unlimited            unlimited            locks     ',
      '/proc/21/limits:Max file locks            281474976710656      unlimited            locks     ',
      '/proc/30/limits:Max file locks            300000000000001      unlimited            locks     ',
    ].join('\n'),
  ),
  section('files', '/tmp/a b\td 755 root:root\t4096 1.5 \0/root/x\tf 600 root:root\t3 2.5 \0'),
].join('')

test('what is on a host is read from what the program prints, without its own processes', () => {
  const { containers, images, volumes, processes, sessions, files } = readLook(printed)
  expect(containers).toEqual([
    expect.objectContaining({ engine: 'podman', id: 'c1', name: 'lab', state: 'exited', created: '5', started: '6' }),
    {
      engine: 'enroot of nodocker',
      id: 'e1',
      name: 'lab',
      state: 'running',
      labels: { 'berth.run': 'r' },
      created: '2026-01-01T00:00:00Z',
      started: '2026-01-01T00:00:01Z',
      image: '',
      volumes: [],
    },
    expect.objectContaining({ engine: 'enroot of nodocker', id: 'alien', name: 'alien', labels: {} }),
  ])
  expect([images, volumes]).toEqual([['podman 1a'], ['podman data']])
  expect([...processes.values()]).toEqual([
    { pid: 1, name: 'sh', line: '/bin/sh init', contained: false, tagged: false },
    { pid: 20, name: 'sshd', line: 'sshd: berth@notty', contained: false, tagged: false },
    { pid: 21, name: 'sleep', line: 'sleep 5', contained: false, tagged: true },
    { pid: 30, name: 'sleep', line: 'sleep 9', contained: true, tagged: true },
  ])
  expect([...sessions]).toEqual([20])
  expect(Object.fromEntries(files)).toEqual({ '/tmp/a b': 'd 755 root:root', '/root/x': 'f 600 root:root 3 2.5' })
})

test.each([
  ['that was cut short', section('processes', ''), /cut short/],
  [
    'of an engine that does not answer',
    `${section('podman-containers berth', 'failed\n')}${end}`,
    /podman of berth does not list/,
  ],
])('a look %s is an error', (_, text, says) => {
  expect(() => readLook(text)).toThrow(says)
})
