import { describe, expect, it } from 'vitest'
import { problemsOf } from '../resolve.js'
import { argsSchema, problemsInFile, problemsOfArgs, withArgs } from './a-runtime.js'

describe("a runtime's own keys", () => {
  it('have all of their problems reported at once with those of the built-in keys, each with its line and column', () => {
    const text = `{
  "orchestrator": "container",
  "node_dict": { "10.0.0.1": { "vpc_ip": 5 } },
  "container": {
    "image": "lab:1", "lifetme": "per_run",
    "runtime": { "name": "mine", "args": {
      "partition": 7, "mount_home": "true", "privileged": "yes",
      "mount_hom": true, "volume": [],
      "nice": 20, "scratch": { "kind": "disc", "size": 1 },
      "constraints": ["a", 2],
      "queue": {}
    } }
  }
}
`
    expect(problemsInFile(text, 'lab.json')).toEqual([
      'lab.json:3:42 node_dict/10.0.0.1/vpc_ip: is the number 5; expected an IP address or host name, or "NA": write it in quotes, "5"',
      'lab.json:5:23 container/lifetme: is not a key of container; did you mean "lifetime"?',
      'lab.json:7:20 container/runtime/args/partition: is the number 7; expected a text that is not empty: write it in quotes, "7"',
      'lab.json:7:37 container/runtime/args/mount_home: is "true"; expected true or false: write true without quotes',
      'lab.json:7:59 container/runtime/args/privileged: is "yes"; expected true or false, for example false',
      'lab.json:8:7 container/runtime/args/mount_hom: is not a key of container/runtime/args; did you mean "mount_home"?',
      'lab.json:8:26 container/runtime/args/volume: is not a key of container/runtime/args; did you mean "volumes"?',
      'lab.json:9:15 container/runtime/args/nice: is the number 20; expected a whole number from 0 to 19, for example 5',
      'lab.json:9:19 container/runtime/args/scratch/path: is missing; expected an absolute path: add it, for example "path": "/scratch"',
      'lab.json:9:40 container/runtime/args/scratch/kind: is "disc"; expected one of "tmpfs" or "disk"; did you mean "disk"?',
      'lab.json:9:48 container/runtime/args/scratch/size: is not a key of container/runtime/args/scratch; remove it, or use one of path, kind',
      'lab.json:10:28 container/runtime/args/constraints/1: is the number 2; expected a text: write it in quotes, "2"',
      'lab.json:11:7 container/runtime/args/queue: is not a key of container/runtime/args; remove it, or use one of defaults, network, ipc, privileged, volumes, shm_size, shm-size, tmpfs, workdir, hostname, pid, gpus, entrypoint, extra, devices, cap_add, security_opt, group_add, ulimit, env, registry, partition, mount_home, nice, scratch, constraints, gang, constructor, anything',
    ])
  })

  it('have their lines and columns in YAML, through aliases', () => {
    const text = `orchestrator: container
node_dict: { a: {} }
shared: &args
  nice: fast
container:
  image: lab:1
  runtime:
    name: mine
    args:
      <<: *args
      partition: ''
`
    expect(problemsInFile(text, 'lab.yaml')).toEqual([
      'lab.yaml:4:9 container/runtime/args/nice: is "fast"; expected a whole number from 0 to 19, for example 5',
      'lab.yaml:11:18 container/runtime/args/partition: is empty; expected a text that is not empty, for example "gpu"',
    ])
  })

  it.each<[Record<string, unknown>, string]>([
    [{ gang: 7 }, 'gang: is the number 7; expected a text, a list of texts or false'],
    [{ account: 'x' }, 'account: was removed; delete it and set partition'],
    [{ constructor: '1' }, 'constructor: is "1"; expected a text that matches ^\\p{L}+$'],
    [{ constructor: 7 }, 'constructor: is the number 7; expected a text that matches ^\\p{L}+$'],
    [{ toString: 'x' }, 'toString: is not a key of container/runtime/args; remove it, or use one of '],
    [{ scratch: null }, 'scratch: is null; expected an object, for example {"path":"/scratch"}'],
    [{ 'mount-home': true }, 'mount-home: is not a key of container/runtime/args; did you mean "mount_home"?'],
    [
      { path: '/x' },
      'path: is not a key of container/runtime/args; it belongs in container/runtime/args/scratch: move it there',
    ],
  ])('%j', (args, problem) => {
    expect(problemsOfArgs(args)).toEqual([expect.stringContaining(problem)])
  })

  it('are looked for where they were put by mistake', () => {
    const file = withArgs({})
    expect(
      problemsOf(
        { ...file, container: { ...(file.container as object), nice: 3 } },
        { runtimes: { mine: { argsSchema } } },
      ),
    ).toEqual(['container/nice: is not a key of container; it belongs in container/runtime/args: move it there'])
  })
})

describe('a key that no runtime at hand brings', () => {
  it('is an error that says how the runtime would be known', () => {
    const advice =
      'container/runtime/args/partition: is not a key of container/runtime/args; remove it, or use one of defaults, network, ipc, privileged, volumes, shm_size, shm-size, tmpfs, workdir, hostname, pid, gpus, entrypoint, extra, devices, cap_add, security_opt, group_add, ulimit, env, registry'
    expect(problemsOf(withArgs({ partition: 'gpu' }))).toEqual([
      `${advice}; if it is the runtime's own, pass an adapter named mine in runtimes`,
    ])
    expect(problemsOf(withArgs({ partition: 'gpu' }, 'plain'), { runtimes: { plain: {} } })).toEqual([advice])
  })

  it("is an error where it is another runtime's", () => {
    const problems = problemsOf(withArgs({ mount_home: true }, 'plain'), {
      runtimes: { mine: { argsSchema }, plain: {} },
    })
    expect(problems).toEqual([expect.stringContaining('mount_home: is not a key of container/runtime/args; remove it')])
  })

  it('is not made one by the name of a runtime that every object has', () => {
    expect(problemsOf(withArgs({ partition: 'gpu' }, 'constructor'), { runtimes: {} })).toEqual([
      expect.stringContaining('pass an adapter named constructor in runtimes'),
    ])
  })
})
