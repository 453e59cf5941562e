import { sshdFiles } from '../files/paths.js'

/**
 * Shell function that tells whether the sshd of our pid file runs and sets `pid`. The process must name our configuration: after a restart of the
 * container another process can have its number.
 */
export const oursRuns: string = `ours_runs() {
  pid=$(cat ${sshdFiles.pid} 2>/dev/null) && [ -n "$pid" ] || return 1
  case $(tr '\\000' ' ' 2>/dev/null <"/proc/$pid/cmdline") in *sshd*${sshdFiles.serverConfig}*) return 0 ;; esac
  return 1
}`
