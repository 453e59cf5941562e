import type { Remedy } from '@berth/core/adapter'

/** A table of what enroot and its tools say and what the user can do about it; the first match counts. */
export type Remedies = readonly (readonly [words: RegExp, remedy: Remedy])[]

const diskFull = [
  /no space left on device|disk quota exceeded/i,
  'Free disk space where enroot keeps its data (ENROOT_DATA_PATH).',
] as const

const commandMissing = [/Command not found: /, 'Install this command on the host: enroot needs it.'] as const

const noGpus = [
  /enroot has no hook 98-nvidia|nvidia-container-cli/,
  "Install NVIDIA's container library on the host, with its hook for enroot (98-nvidia.sh in hooks.d), or take gpus out of runtime.args.",
] as const

const elsewhere = [
  /belongs to the host /,
  'Use the container on the host that it belongs to, or give each host a folder of its own: ENROOT_DATA_PATH in enroot.conf.',
] as const

/** What enroot says of a registry that refuses for now, because it is asked for too much. */
export const registryLimit: RegExp = /\b429\b|\b503 Service|toomanyrequests|too many requests/i

/** For images that could not be had. */
export const imageRemedies: Remedies = [
  diskFull,
  commandMissing,
  [
    /Invalid image reference|Invalid argument: (docker|dockerd|podman):/,
    'Correct container.image in the cluster file.',
  ],
  [
    /401 Unauthorized|403 Forbidden/,
    'Check the name of the image; if it is private, give a login in runtime.args.registry, or put one into ENROOT_CONFIG_PATH/.credentials on the host.',
  ],
  [/404 Not Found/, 'Check the name and the tag of the image: the registry does not have it.'],
  [
    registryLimit,
    'Wait, or log in to the registry: it limits pulls without a login. Or let fewer hosts pull at once (container.pulls_at_once).',
  ],
  [
    /Could not resolve host|Failed to connect|Connection (refused|timed out)|Operation timed out|Could not process JSON input|No route to host/i,
    'Give the host a route to the registry, or set container.image_tar to a squashfs image on the host.',
  ],
  [
    /cannot access .*No such file|ls: .*No such file/i,
    'Copy the archive to this path on every host, or correct container.image_tar.',
  ],
  [/permission denied/i, 'Let the login user read the image.'],
]

/** For containers that could not be made or started. */
export const startRemedies: Remedies = [
  elsewhere,
  diskFull,
  noGpus,
  commandMissing,
  [/bind source path does not exist/, 'Make the path on the host, or take it out of the volumes.'],
  [
    /bind source path cannot be looked at/,
    'Let the login user search the folders above this path: enroot can mount nothing that the user cannot reach.',
  ],
  [/not in group \d+/, 'Add the login user to that group on the host and log in again, or take it out of group_add.'],
  [
    /prlimit: /,
    'Raise the hard limit of the login user on the host (limits.conf), or ask for one that it may have in runtime.args.ulimit.',
  ],
  [/is not the one that was compared/, 'Run it again: another process has replaced the image meanwhile.'],
  [
    /failed to create (user|mount) namespace|unprivileged_userns|failed to unshare/i,
    'Allow user namespaces on the host: user.max_user_namespaces, kernel.unprivileged_userns_clone and AppArmor may forbid them; or set runtime.privilege to "sudo".',
  ],
  [/failed to execute: /, 'Choose an image that has /bin/sh: Berth keeps a container alive by it.'],
  [/failed to mount: /, 'Correct the volumes and devices: the login user must be able to reach each source.'],
  [
    /is not there whole/,
    'Its launch was cut short, or it was removed by hand: take it down for good, and launch it anew.',
  ],
  [/Invalid image format/, 'Make the image anew by an import or an export of enroot, and copy it whole.'],
]

/** For containers that could not be started again. */
export const restartRemedies: Remedies = [
  [/bind source path does not exist/, 'Bring that path back on the host: the container was made with it.'],
  ...startRemedies,
]

/** For commands that did not get into their container. */
export const execRemedies: Remedies = [
  elsewhere,
  [/No such container/, 'The container is gone: bring the cluster up again.'],
  [/is not running|Process not found/, 'The container is not running: bring the cluster up again.'],
  [/failed to execute: sh/, 'The container has no sh on its PATH: choose an image with a shell.'],
  [/prlimit: /, 'Raise the hard limit of the login user on the host (limits.conf), and bring the cluster up again.'],
]
