import type { BerthError } from '@berth/core'

/** The error of one host, as `--json` prints it. */
export function hostErrorJson({ code, reason, remedy, commands }: BerthError): Record<string, unknown> {
  return { code, message: reason, remedy: remedy ?? null, commands }
}
