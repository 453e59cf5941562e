import { describe, expect, test } from 'vitest'
import { extraProblems } from '../../../src/engine/args/extra-problems.js'

describe('words for create', () => {
  test.each([
    [[]],
    [['--memory=64g', '--cpus', '2', '-m', '1g', '-m1g', '-c512']],
    [['--dns', '10.0.0.2', '--add-host=a:10.0.0.1', '--sysctl', 'net.core.somaxconn=1024']],
    [['--read-only', '-P', '--no-healthcheck', '-p8080:80', '-Pp', '80']],
    // What an engine of tomorrow may have: its value is in the same word.
    [['--brand-new=yes', '--brand-new-switch']],
    // The engines take the word after a flag for its value, whatever the word looks like.
    [['--annotation', '--name=x', '--log-opt', '-d']],
  ])('%j', (extra) => {
    expect(extraProblems(extra)).toEqual([])
  })

  test.each([
    [['--name=x'], 0, '--name', 'container.name'],
    [['--name', 'x'], 0, '--name', 'container.name'],
    [['-dit'], 0, '-d', 'without a terminal'],
    [['-it'], 0, '-i', 'without a terminal'],
    [['-Pd'], 0, '-d', 'without a terminal'],
    [['-l', 'a=b'], 0, '-l', 'Berth sets it'],
    [['-la=b'], 0, '-l', 'Berth sets it'],
    [['--label-file', '/x'], 0, '--label-file', 'Berth sets it'],
    [['--label=a=b'], 0, '--label', 'Berth sets it'],
    [['--rm'], 0, '--rm', 'container.lifetime'],
    [['--rm=true'], 0, '--rm', 'container.lifetime'],
    [['--purge'], 0, '--purge', 'container.lifetime'],
    [['--replace'], 0, '--replace', 'container.lifetime'],
    [['--restart=always'], 0, '--restart', 'container.lifetime'],
    [['--detach'], 0, '--detach', 'without a terminal'],
    [['--entrypoint', 'x'], 0, '--entrypoint', 'runtime.args.entrypoint'],
    [['--cidfile=/x'], 0, '--cidfile', 'Berth sets it'],
    [['--interactive'], 0, '--interactive', 'without a terminal'],
    [['--attach', 'stdin'], 0, '--attach', 'without a terminal'],
    [['--memory=1g', '-v', '/missing:/x'], 1, '-v', 'runtime.args.volumes'],
    [['--net=host'], 0, '--net', 'runtime.args.network'],
    [['-e', 'SECRET=x'], 0, '-e', 'container.env'],
    [['--env-file=/x'], 0, '--env-file', 'container.env'],
    [['--init=false'], 0, '--init', 'Berth sets it'],
    [['--rootfs'], 0, '--rootfs', 'container.image'],
    [['--pod=new:x'], 0, '--pod', 'Berth sets it'],
    [['--help'], 0, '--help', 'makes no container'],
    [['-Zd'], 0, '-d', 'without a terminal'],
  ])('%j is refused', (extra, position, flag, reason) => {
    expect(extraProblems(extra)).toEqual([
      {
        path: ['extra', position],
        message: expect.stringMatching(new RegExp(`^is ".*", but ${flag} is not for extra: .*${reason}`)),
      },
    ])
  })

  test.each([
    [['busybox']],
    [['--read-only', 'busybox']],
    [['--memory=1g', 'busybox']],
    [['--brand-new', 'busybox']],
    [['-P', 'busybox']],
    [['--']],
    [['-']],
  ])('%j has a word that would be the image', (extra) => {
    expect(extraProblems(extra)).toEqual([
      { path: ['extra', extra.length - 1], message: expect.stringContaining('take it for the image') },
    ])
  })

  test.each([[['--memory']], [['-Pm']]])('%j lacks a value', (extra) => {
    expect(extraProblems(extra)).toEqual([
      { path: ['extra', 0], message: expect.stringMatching(/its value is missing$/) },
    ])
  })
})
