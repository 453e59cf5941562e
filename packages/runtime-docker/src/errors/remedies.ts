import type { Remedy } from '@berth/core/adapter'
import { type Called, calledAs, showDiskUse, showLogs, unpauseContainer } from './engine-commands.js'

/** A table of what engines say and what the user can do about it; the first match counts. */
export type Remedies = readonly (readonly [words: RegExp, remedy: Remedy])[]

const diskFull = (engine: Called): Remedies[number] => [
  /no space left on device/i,
  [
    'Free disk space where the engine keeps its data. This shows what uses it.',
    showDiskUse({ engine: calledAs(engine) }),
  ],
]

/** For archives that could not be loaded. */
export const archiveRemedies = (engine: Called): Remedies => [
  diskFull(engine),
  [/^(open|head:|Error: stat|Error: open) .*permission denied/im, 'Let the login user read the archive.'],
  [
    /^(open|head:|Error: stat) .*no such file|is a directory/im,
    'Copy the archive to this path on every host, or correct container.image_tar.',
  ],
  [
    /invalid tar header|unexpected EOF|archive\/tar|manifest\.json|unrecognized image format|payload does not match any of the supported image formats/,
    'Make the archive anew where the image is, and copy it whole.',
  ],
]

/** What an engine says of a registry that refuses for now, because it is asked for too much. */
export const registryLimit: RegExp =
  /toomanyrequests|too many requests|rate limit|\bHAP429\b|unexpected (?:HTTP )?status(?: code)?[^\n]*\b(?:429|503)\b/i

/** For images that could not be had. */
export const imageRemedies = (engine: Called): Remedies => [
  diskFull(engine),
  [
    /invalid reference format|invalid tag|repository name must be lowercase/,
    'Correct container.image in the cluster file: name, then :tag or @digest, in lower case.',
  ],
  [
    registryLimit,
    'Wait, or log in to the registry on the host, as the user and through sudo as Berth calls the engine: the registry limits pulls without a login. Or let fewer hosts pull at once (container.pulls_at_once).',
  ],
  [
    /unauthorized|authentication required|access denied|requested access to the resource is denied|no basic auth|403 Forbidden|denied:/i,
    'Check the name of the image; if it is private, give a login in runtime.args.registry, or log in to the registry on the host, as the user and through sudo as Berth calls the engine.',
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
    /unexpected EOF|connection reset by peer/i,
    'Look whether the registry answers: it, or the way to it, was gone in the middle. Then run it again.',
  ],
  [
    /no such host|dial tcp|network is unreachable|no route to host|connection refused|i\/o timeout|TLS handshake timeout|Client\.Timeout|server misbehaving|EOF$/im,
    'Give the host a route to the registry (a proxy is set for the daemon, not for the shell), or set container.image_tar to an archive on the host.',
  ],
]

/** For containers that cannot have their mounts again. */
export const restartRemedies = (engine: Called): Remedies => [
  [
    /bind source path does not exist|statfs .*: no such file|error mounting ".*no such file/,
    'Bring that path back on the host: the container was made with it.',
  ],
  ...startRemedies(engine),
]

/** For containers that could not be made or started. */
export const startRemedies = (engine: Called): Remedies => [
  diskFull(engine),
  [
    /bind source path does not exist|statfs .*: no such file/,
    'Make the path on the host, or take it out of the volumes.',
  ],
  [
    /whether the bind source path .* exists cannot be told/,
    'Let the login user search the folders above it, set runtime.privilege to "sudo", or take options like z and Z out of this volume: without them the engine looks for it by itself.',
  ],
  [/exec:? "?\/bin\/sh|stat \/bin\/sh/, 'Choose an image that has /bin/sh: Berth keeps a container alive by it.'],
  [/No such image|unable to find image|image not known/i, 'The image went away after it was checked: run it again.'],
  [
    /error gathering device information|no such file or directory.*\/dev\/|\/dev\/.*no such file/,
    'Take the device out of the devices, or load its driver on the host.',
  ],
  [
    /could not select device driver|nvidia-container|CDI|nvidia\.com\/gpu=\S+ is not an absolute path/i,
    "Set up NVIDIA's container toolkit for the engine of this host, or a CDI specification of its GPUs (/etc/cdi), which Docker reads from 25 on; or take gpus out of runtime.args.",
  ],
  [/unable to find group/i, 'Name the group by its number on the host.'],
  [
    /invalid volume specification|invalid mount|invalid field|invalid argument .* for "--mount"|volume name/,
    'Correct the volumes: SOURCE:TARGET with absolute paths, or the name of a volume.',
  ],
  [/network .* not found|network not found/, 'Correct runtime.args.network, or make the network on the host.'],
  [
    /incompatible with user namespaces|when user namespaces are enabled|user namespaces? .*not (?:allowed|supported)/i,
    'The engine keeps its containers in user namespaces of their own (userns-remap). Take this one out of them by "extra": ["--userns=host"] in runtime.args, or ask for what such an engine gives: "defaults": "none".',
  ],
  [
    /rlimit/i,
    'The host does not let its engine raise this limit; a rootless engine keeps to the hard limits of the login. Raise it there, or put what it allows in runtime.args.ulimit, like memlock=8388608: it takes the place of the default of the same name.',
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
export const execRemedies = (engine: Called, container: string): Remedies => [
  [/no such container/i, 'The container is gone: bring the cluster up again.'],
  [
    /is not running|container .* is stopped|cannot exec in a stopped|exec sessions on running containers/i,
    [
      'The container is not running: bring the cluster up again. What it printed may say why it ended.',
      showLogs({ engine: calledAs(engine), container }),
    ],
  ],
  [/is paused/, ['The container is paused.', unpauseContainer({ engine: calledAs(engine), container })]],
  [
    /is restarting/,
    ['The container is restarting. What it printed may say why.', showLogs({ engine: calledAs(engine), container })],
  ],
  [/exec: "sh"|executable file .*not found/, 'The container has no sh on its PATH: choose an image with a shell.'],
  [/unable to find user|no matching entries in passwd/, 'Name a user that the container has, or a numeric uid.'],
  [/chdir to cwd|: chdir|no such file or directory: unknown/, 'Name a working directory that the container has.'],
]
