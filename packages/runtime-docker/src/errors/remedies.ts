import type { Remedy } from '@berth/core/adapter'

/** A table of what engines say and what the user can do about it; the first match counts. */
export type Remedies = readonly (readonly [words: RegExp, remedy: Remedy])[]

const diskFull = (program: string): Remedies[number] => [
  /no space left on device/i,
  `Free disk space where the engine keeps its data (${program} info, ${program} system df shows what uses it).`,
]

/** For archives that could not be loaded. */
export const archiveRemedies = (program: string): Remedies => [
  diskFull(program),
  [/^(open|Error: stat|Error: open) .*permission denied/m, 'Let the login user read the archive.'],
  [
    /^(open|Error: stat) .*no such file|is a directory/m,
    'Copy the archive to this path on every host, or correct container.image_tar.',
  ],
  [
    /invalid tar header|unexpected EOF|archive\/tar|manifest\.json|unrecognized image format|payload does not match any of the supported image formats/,
    `Make the archive anew with ${program} save, and copy it whole.`,
  ],
]

/** For images that could not be had. */
export const imageRemedies = (program: string): Remedies => [
  diskFull(program),
  [
    /invalid reference format|invalid tag|repository name must be lowercase/,
    'Correct container.image in the cluster file: name, then :tag or @digest, in lower case.',
  ],
  [
    /toomanyrequests|rate limit/i,
    `Wait, or run ${program} login on the host, as the user and through sudo as Berth calls it: the registry limits pulls without a login.`,
  ],
  [
    /unauthorized|authentication required|access denied|requested access to the resource is denied|no basic auth|403 Forbidden|denied:/i,
    `Check the name of the image; if it is private, run ${program} login on the host, as the user and through sudo as Berth calls it.`,
  ],
  [
    /manifest unknown|manifest for .* not found|not found: manifest|failed to resolve reference .*: not found|does not exist|name unknown|repository .* not found/i,
    'Check the name and the tag of the image: the registry does not have it.',
  ],
  [
    /short-name .* did not resolve/,
    'Write container.image in full, with its registry, like docker.io/library/ubuntu:24.04; or name registries to search on the host (unqualified-search-registries in /etc/containers/registries.conf).',
  ],
  [/no matching manifest/i, 'Choose an image that was built for the architecture of this host.'],
  [
    /x509|certificate/i,
    'Make the host trust the registry: its certificate belongs in /etc/docker/certs.d, or its name in insecure-registries.',
  ],
  [
    /no such host|dial tcp|network is unreachable|no route to host|connection refused|i\/o timeout|TLS handshake timeout|Client\.Timeout|server misbehaving|EOF$/im,
    'Give the host a route to the registry (a proxy is set for the daemon, not for the shell), or set container.image_tar to an archive on the host.',
  ],
]

/** For containers that could not be made or started. */
export const startRemedies = (program: string): Remedies => [
  diskFull(program),
  [
    /bind source path does not exist|statfs .*: no such file/,
    'Make the path on the host, or take it out of the volumes.',
  ],
  [/exec:? "?\/bin\/sh|stat \/bin\/sh/, 'Choose an image that has /bin/sh: Berth keeps a container alive by it.'],
  [/No such image|unable to find image|image not known/i, 'The image went away after it was checked: run it again.'],
  [
    /error gathering device information|no such file or directory.*\/dev\/|\/dev\/.*no such file/,
    'Take the device out of the devices, or load its driver on the host.',
  ],
  [/could not select device driver|nvidia-container|CDI/i, 'Set up the container toolkit of the GPU on the host.'],
  [/unable to find group/i, 'Name the group by its number on the host.'],
  [
    /invalid volume specification|invalid mount|invalid field|invalid argument .* for "--mount"|volume name/,
    'Correct the volumes: SOURCE:TARGET with absolute paths, or the name of a volume.',
  ],
  [/network .* not found|network not found/, 'Correct runtime.args.network, or make the network on the host.'],
  [
    /rlimit/i,
    'The host does not let its engine raise this limit; a rootless engine keeps to those of the login (ulimit -H -a). Raise it there, or put what it allows in runtime.args.ulimit, like memlock=8388608: it takes the place of the default of the same name.',
  ],
  [
    /invalid ulimit|operation not permitted/i,
    'The host does not let its engine do this: look at the privileged, cap_add and ulimit arguments, and at what the engine itself may do.',
  ],
  [
    /invalid reference format|Invalid container name|names must match/,
    'Correct container.name: letters, digits, and after the first also _ . -',
  ],
]

/** For commands that did not get into their container. */
export const execRemedies = (program: string): Remedies => [
  [/no such container/i, 'The container is gone: bring the cluster up again.'],
  [
    /is not running|container .* is stopped|cannot exec in a stopped|exec sessions on running containers/i,
    `The container is not running: bring the cluster up again; ${program} logs on the host may say why it ended.`,
  ],
  [/is paused/, `The container is paused: run ${program} unpause on the host.`],
  [/is restarting/, `The container is restarting: ${program} logs on the host may say why.`],
  [/exec: "sh"|executable file .*not found/, 'The container has no sh on its PATH: choose an image with a shell.'],
  [/unable to find user|no matching entries in passwd/, 'Name a user that the container has, or a numeric uid.'],
  [/chdir to cwd|: chdir|no such file or directory: unknown/, 'Name a working directory that the container has.'],
]
