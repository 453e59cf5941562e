import { describe, expect, it } from 'vitest'
import { problemsOf, withContainer } from './resolve.js'

describe('values', () => {
  it.each([
    [
      { lifetime: 'perrun' },
      'container/lifetime: is "perrun"; expected one of "no_launch", "per_run" or "persistent"; did you mean "per_run"?',
    ],
    [
      { lifetime: 'forever' },
      'container/lifetime: is "forever"; expected one of "no_launch", "per_run" or "persistent"',
    ],
    [{ lifetime: null }, 'container/lifetime: is null; expected one of "no_launch", "per_run" or "persistent"'],
    [
      { image: '' },
      'container/image: is empty; expected an image reference without spaces, for example "rocm/dev-ubuntu-24.04:7.0"',
    ],
    [
      { image: '--privileged' },
      'container/image: is "--privileged"; expected an image reference without spaces, for example "rocm/dev-ubuntu-24.04:7.0"',
    ],
    [
      { name: '_lab' },
      'container/name: is "_lab"; expected a name of letters, digits, "_", "." and "-" that begins with a letter or digit, for example "berth_lab"',
    ],
    [{ sshd: 'on' }, 'container/sshd: is "on"; expected "auto", true or false'],
    [{ sshd: 'true' }, 'container/sshd: is "true"; expected "auto", true or false; did you mean true?'],
    [
      { sshd_port: 0 },
      'container/sshd_port: is the number 0; expected a whole number from 1 to 65535 or "auto", for example 2224',
    ],
    [
      { sshd_port: 65536 },
      'container/sshd_port: is the number 65536; expected a whole number from 1 to 65535 or "auto", for example 2224',
    ],
    [
      { sshd_port: 22.5 },
      'container/sshd_port: is the number 22.5; expected a whole number from 1 to 65535 or "auto", for example 2224',
    ],
    [
      { sshd_port: '22' },
      'container/sshd_port: is "22"; expected a whole number from 1 to 65535 or "auto": write 22 without quotes',
    ],
    [
      { lease: 'soon' },
      'container/lease: is "soon"; expected a time with its unit ("1h"), at least 5 seconds, or "none", for example "1h"',
    ],
    [
      { lease: 4 },
      'container/lease: is the number 4; expected a time with its unit ("1h"), at least 5 seconds, or "none", for example "1h"',
    ],
    [{ lease: '4s' }, 'container/lease: is "4s"; the shortest lease is "5s"'],
    [{ lease: '25d' }, 'container/lease: is "25d"; the longest lease is "24d", and "none" is for ever'],
    [
      { lease: '1h', lifetime: 'persistent', name: 'lab' },
      'container/lease: is "1h", but a persistent container never ends itself; remove it, or set lifetime to "per_run"',
    ],
    [
      { lease: 90, lifetime: 'no_launch' },
      'container/lease: is 90, but under no_launch Berth makes no container that could have one; remove it',
    ],
    [
      { setup_script: true },
      'container/setup_script: is true; expected a text, false or null, for example "./setup.sh"',
    ],
    [
      { pulls_at_once: 0 },
      'container/pulls_at_once: is the number 0; expected a whole number of at least 1, for example 32',
    ],
    [
      { setup_scripts_at_once: '64' },
      'container/setup_scripts_at_once: is "64"; expected a whole number of at least 1: write 64 without quotes',
    ],
    [
      { pull: 'Always' },
      'container/pull: is "Always"; expected one of "missing", "always" or "never"; did you mean "always"?',
    ],
    [
      { image_tar: 'lab.tar' },
      'container/image_tar: is "lab.tar"; expected an absolute path on the hosts, or one that begins with ~/, for example "/shared/images/rocm.tar"; with image_source "local" it is a path on this machine',
    ],
    [{ env: { A: null } }, 'container/env/A: is null; expected a text, a number or true or false, for example "1"'],
    [
      { env: { 'A-B': '1' } },
      'container/env/A-B: is not a valid key; expected a variable name of letters, digits and "_" that does not begin with a digit',
    ],
    [
      { env: ['A=1'] },
      'container/env: is a list; expected a map of names and values, for example {"NCCL_DEBUG":"INFO"}',
    ],
    [{ runtime: 'docker' }, 'container/runtime: is "docker"; expected an object, for example {"name":"podman"}'],
    [
      { runtime: { privilege: 'root' } },
      'container/runtime/privilege: is "root"; expected one of "auto", "plain" or "sudo"',
    ],
    [
      { runtime: { args: { defaults: 'rocn' } } },
      'container/runtime/args/defaults: is "rocn"; expected one of "rocm", "cuda" or "none"; did you mean "rocm"?',
    ],
    [
      { runtime: { args: { volumes: '/a:/b' } } },
      'container/runtime/args/volumes: is "/a:/b"; expected a list of texts: write ["/a:/b"]',
    ],
    [
      { runtime: { args: { volumes: ['~/a:/b'] } } },
      'container/runtime/args/volumes/0: is "~/a:/b"; expected source:target[:options], source being an absolute path or the name of a volume, target an absolute path',
    ],
    [
      { runtime: { args: { volumes: ['/a'] } } },
      'container/runtime/args/volumes/0: is "/a"; expected source:target[:options], source being an absolute path or the name of a volume, target an absolute path',
    ],
    [
      { runtime: { args: { volumes: ['/a:/x', '/b:/x:ro'] } } },
      'container/runtime/args/volumes/1: mounts on /x, as volumes/0 does; remove one of the two',
    ],
    [
      { runtime: { args: { devices: ['kfd'] } } },
      'container/runtime/args/devices/0: is "kfd"; expected device[:target][:permissions] below /dev, permissions being of r, w and m',
    ],
    [
      { runtime: { args: { ulimit: ['nofile'] } } },
      'container/runtime/args/ulimit/0: is "nofile"; expected name=soft[:hard] with whole numbers, or "unlimited"',
    ],
    [
      { runtime: { args: { group_add: [-1] } } },
      "container/runtime/args/group_add/0: is the number -1; expected a group's name or number",
    ],
  ])('%j is refused', (container, problem) => {
    expect(problemsOf(withContainer(container))).toEqual([problem])
  })

  it('of a password are never shown', () => {
    const problems = problemsOf({ node_dict: { a: {} }, password: 12345 })
    expect(problems).toEqual(['password: is a number, whose value is not shown; expected a text'])
    expect(problemsOf({ node_dict: { a: {} }, password: { x: 'hunter2' } })).toEqual([
      'password: is an object, whose value is not shown; expected a text',
    ])
  })
})
