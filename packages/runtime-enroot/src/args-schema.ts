import { type ArgsSchema, defineArgsSchema, type JsonSchema } from '@berth/core/adapter'

/** Keys of `runtime.args` that enroot alone has; in code they are spread among the others. */
export interface EnrootArgs {
  /** The login user's home is `/root`. Default is what the host's `enroot.conf` says. */
  readonly mount_home?: boolean
  /** `/dev` is a small set of devices and those that are listed. Default is what the host's `enroot.conf` says. */
  readonly restrict_dev?: boolean
}

/**
 * Each key of `EnrootArgs` is a setting of enroot, which `enroot.conf` on the host decides where the cluster file does
 * not.
 */
export const argsSchema: ArgsSchema = defineArgsSchema({
  properties: {
    mount_home: {
      description:
        "Whether the login user's home is mounted as `/root`, for reading and writing. What is written there stays when the container goes: the state of detached commands too. Default is what `ENROOT_MOUNT_HOME` in `enroot.conf` on the host says, else it is not.",
      type: 'boolean',
      examples: [true],
    },
    restrict_dev: {
      description:
        'Whether `/dev` has no other devices than a small set that programs need, and those in `devices`. Enroot wants `/dev/log` on the host for it. Default is what `ENROOT_RESTRICT_DEV` in `enroot.conf` on the host says, else it has all of the host.',
      type: 'boolean',
      examples: [true],
    },
  } satisfies Record<keyof EnrootArgs, JsonSchema>,
})
