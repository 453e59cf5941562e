/**
 * What kind of trouble a code stands for. Callers branch on it, and the command line turns it into its exit code:
 * `usage` 2, `unreachable` 4, `refused` 3, `failed` 1, `interrupted` 130. The kind of an error is
 * `BerthError.kind`: a code of a refusal stands for `failed` there once a plan is being carried out.
 */
export type ErrorKind = 'usage' | 'unreachable' | 'refused' | 'failed' | 'interrupted'

/** Every code that Berth's errors carry, with its kind. Codes are stable between releases; messages are not. */
export const errorKinds = {
  BERTH_CONFIG_INVALID: 'usage',
  BERTH_CAPABILITY_MISSING: 'usage',
  BERTH_RUNTIME_UNKNOWN: 'usage',
  BERTH_STATE: 'usage',
  BERTH_SCRIPT_UNUSABLE: 'usage',
  BERTH_PASSWORD_UNUSABLE: 'usage',

  BERTH_HOST_UNREACHABLE: 'unreachable',
  BERTH_HOST_KEY: 'unreachable',
  BERTH_AUTH_FAILED: 'unreachable',
  BERTH_CONNECTION_LOST: 'unreachable',

  BERTH_PROBE_UNTRUSTED: 'refused',
  BERTH_PARTIAL_SET: 'refused',
  BERTH_NOT_RUNNING: 'refused',
  BERTH_IN_USE: 'refused',
  BERTH_OVERLAY_AT_RISK: 'refused',
  BERTH_LIFETIME_MISMATCH: 'refused',
  BERTH_FOREIGN_CONTAINER: 'refused',
  BERTH_NAME_TAKEN: 'refused',
  BERTH_PROVISIONING: 'refused',
  BERTH_HOST_PATH_MISSING: 'refused',
  BERTH_IMAGE_MISSING: 'refused',
  BERTH_IMAGE_SKEW: 'refused',
  BERTH_IMAGE_UNREADABLE: 'refused',
  BERTH_IMAGE_INCOMPARABLE: 'refused',
  BERTH_SAVE_REFUSED: 'refused',

  BERTH_IMAGE_UNAVAILABLE: 'failed',
  BERTH_REGISTRY_LIMIT: 'failed',
  BERTH_SAVE_FAILED: 'failed',
  BERTH_LAUNCH_FAILED: 'failed',
  BERTH_LAUNCH_UNKNOWN: 'failed',
  BERTH_RESTART_FAILED: 'failed',
  BERTH_REMOVE_FAILED: 'failed',
  BERTH_CLAIM_FAILED: 'failed',
  BERTH_PROVISION_FAILED: 'failed',
  BERTH_SSHD_FAILED: 'failed',
  BERTH_SSHD_PORT_TAKEN: 'failed',
  BERTH_EXEC_NOT_STARTED: 'failed',
  BERTH_MAY_HAVE_RUN: 'failed',
  BERTH_NOT_BEGUN: 'failed',
  BERTH_COMMAND_FAILED: 'failed',
  BERTH_MPI_UNUSABLE: 'failed',
  BERTH_MPI_LAUNCH_FAILED: 'failed',
  BERTH_FILE_FAILED: 'failed',
  BERTH_OPEN_FILES: 'failed',
  BERTH_TIMEOUT: 'failed',
  BERTH_HOSTS_FAILED: 'failed',

  BERTH_ABORTED: 'interrupted',
} as const

/** A stable error code. */
export type ErrorCode = keyof typeof errorKinds

/** The codes that stand for one kind of trouble. */
export type ErrorCodeOf<Kind extends ErrorKind> = {
  [Code in ErrorCode]: (typeof errorKinds)[Code] extends Kind ? Code : never
}[ErrorCode]
