import type { Command } from '../contract/command.js'
import { quote } from './quote.js'

/** Name of the environment variable by which a command's whole process tree is found, children that left its session included. */
export const tagVariable = 'BERTH_EXEC'

/** Seconds that the watchdog on the host leaves this side to end an overdue command first. */
const watchdogDelay = 3

/** Seconds between SIGTERM and SIGKILL. */
const grace = 2

/**
 * A command as an argument vector: a shell string goes to bash where there is one, else to sh.
 *
 * Throws `TypeError` for an empty vector.
 */
export function asArgv(command: Command): readonly string[] {
  if (typeof command !== 'string') {
    if (command.length === 0) throw new TypeError('A command needs at least one word')
    return command
  }
  return [
    'sh',
    '-c',
    'if command -v bash >/dev/null 2>&1; then exec bash -c "$1"; else exec sh -c "$1"; fi',
    'berth-shell',
    command,
  ]
}

/** An argument vector that prints the announcement on both streams, then becomes the command. */
export function announced(announcement: string, command: Command): readonly string[] {
  return ['sh', '-c', 'printf "\\n%s\\n" "$0" >&2; printf "\\n%s\\n" "$0"; exec "$@"', announcement, ...asArgv(command)]
}

/**
 * Shell text that defines `tagged`: it prints the environment files of all processes that have `$tag`, `NAME=VALUE`. A grep without `-z`, as a
 * small busybox has, ends at the first NUL of an environment.
 */
export const findTagged = `if printf 'a\\0b\\0' | grep -qzx b 2>/dev/null; then
  tagged() { grep -lzxF "$tag" /proc/[0-9]*/environ; }
else
  tagged() { for file in /proc/[0-9]*/environ; do tr '\\0' '\\n' <"$file" | grep -qxF "$tag" && echo "$file"; done; }
fi`

/**
 * Shell text that defines `look_at_clock`, which sets `now` to hundredths of a second: the turns of a loop take the longer the more the host has
 * to do. Where there is no such clock a turn counts as the tenth of a second that it sleeps.
 */
const clock = `now=0
look_at_clock() {
  if { read -r up idle </proc/uptime; } 2>/dev/null
  then now=\${up%.*}\${up#*.} now=\${now#0} now=\${now#0}
  else now=$((now + 10)); fi
}`

/** An argument vector that ends every process whose environment has the tag: SIGTERM, then SIGKILL after the grace. */
export function terminate(tag: string): readonly string[] {
  const script = `
${findTagged}
${clock}
tag=$0 signal=TERM told=
look_at_clock
kill_at=$((now + ${grace * 100})) give_up=$((now + ${grace * 200}))
while [ $now -lt $give_up ]; do
  found=
  for file in $(tagged 2>/dev/null); do
    process=\${file#/proc/}; process=\${process%/environ}
    [ "$process" = $$ ] || found="$found $process"
  done
  [ -n "$found" ] || exit 0
  [ $now -lt $kill_at ] || signal=KILL
  case $signal$told in TERM|KILL*) kill -$signal $found 2>/dev/null; told=yes ;; esac
  sleep 0.1 2>/dev/null || sleep 1
  look_at_clock
done
exit 1`
  return ['sh', '-c', script, `${tagVariable}=${tag}`]
}

/** What the program on the host is made of. */
export interface TaggedCommand {
  readonly argv: readonly string[]
  readonly tag: string
  readonly env: Readonly<Record<string, string>>
  /** Milliseconds after which the watchdog ends the command; undefined for none. */
  readonly timeout: number | undefined
  /** Run by the watchdog before it ends the host's own processes. */
  readonly terminator: Command | undefined
}

/** The argument vector that runs a command on a host under its tag and, with a timeout, under a watchdog. */
export function hostProgram({ argv, tag, env, timeout, terminator }: TaggedCommand): readonly string[] {
  const tagged = ['env', ...Object.entries({ ...notOutermost, ...env, [tagVariable]: tag }).map(assignment), ...argv]
  if (timeout === undefined) return tagged
  const seconds = Math.ceil(timeout / 1000) + watchdogDelay
  // SIGTERM could be lost to a child that is not sleep yet. The shell's own words ("Killed") are no output of the command; dash redirects a plain command before it says them.
  const script = `
exec 3>&2 2>/dev/null
(
  exec 3>&-
  trap 'kill -KILL $!; exit' TERM
  sleep ${seconds} & wait $!
  ${endTree(tag, terminator)}
) </dev/null >/dev/null &
watchdog=$!
(exec "$@" 2>&3 3>&-)
code=$?
kill $watchdog
exit $code`
  return ['sh', '-c', script, 'berth-watchdog', ...tagged]
}

/** A bash that takes itself for the outermost shell of an SSH login reads a noisy .bashrc once more, after the announcement. */
const notOutermost = { SHLVL: '1' }

function assignment([name, value]: readonly [string, string]): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new TypeError(`${JSON.stringify(name)} is no name of an environment variable`)
  return `${name}=${value}`
}

/** Shell text that ends an inner command, which gets 6 s for it, then the tree on the host. */
export function endTree(tag: string, terminator: Command | undefined): string {
  const tree = terminate(tag).map(quote).join(' ')
  if (terminator === undefined) return tree
  return `${asArgv(terminator).map(quote).join(' ')} &
inner=$!
${clock}
look_at_clock
give_up=$((now + 600))
while [ $now -lt $give_up ] && [ -e /proc/$inner ] && ! grep -q '^State:.Z' /proc/$inner/status; do
  sleep 0.1 || sleep 1
  look_at_clock
done
kill $inner
${tree}`
}
