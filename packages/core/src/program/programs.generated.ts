// Generated from packages/core/programs by "npm run programs": change the programs there.

/** A program: its path below packages/core/programs, without its ending. */
export type ProgramName =
  | 'command/announce'
  | 'command/shell'
  | 'command/terminate'
  | 'program/answer'

/** What travels to hosts of each program. */
export const programs: Readonly<Record<ProgramName, string>> = {
  'command/announce': `printf "\\n%s\\n" "$0" >&2; printf "\\n%s\\n" "$0"; exec "$@"
`,
  'command/shell': `if command -v bash >/dev/null 2>&1; then exec bash -c "$1"; else exec sh -c "$1"; fi
`,
  'command/terminate': `if printf 'a\\0b\\0' | grep -qzx b 2>/dev/null; then
  tagged() { grep -lzxF "$tag" /proc/[0-9]*/environ; }
else
  tagged() { for file in /proc/[0-9]*/environ; do tr '\\0' '\\n' <"$file" | grep -qxF "$tag" && echo "$file"; done; }
fi
now=0
look_at_clock() {
  if { read -r up _ </proc/uptime; } 2>/dev/null
  then now=\${up%.*}\${up#*.} now=\${now#0} now=\${now#0}
  else now=$((now + 10)); fi
}
terminate() {
  signal=TERM told=
  look_at_clock
  kill_at=$((now + $1)) give_up=$((now + 2 * $1))
  while [ $signal = TERM ] || [ "$now" -lt $give_up ]; do
    found=
    for file in $(tagged 2>/dev/null); do
      process=\${file#/proc/}; process=\${process%/environ}
      [ "$process" = $$ ] || found="$found $process"
    done
    [ -n "$found" ] || return 0
    [ "$now" -lt $kill_at ] || signal=KILL
    case $signal$told in TERM|KILL*) kill -$signal $found 2>/dev/null; told=yes ;; esac
    sleep 0.1 2>/dev/null || sleep 1
    look_at_clock
  done
  return 1
}
tag=$0
terminate "$1"
`,
  'program/answer': `nonce=$1 program=$2
shift 2
say() { printf '\\n%s %s\\n%s' "$nonce" "$1" "\${2-}"; }
finish() {
  say end
  exit 0
}
fail() {
  [ -z "\${1-}" ] || printf '%s\\n' "$1" >&2
  say failed
  exit 1
}
section() (
  say "$1"
  shift
  { said=$("$@" </dev/null 2>&1 >&3 3>&-); } 3>&1
  code=$?
  say stderr "$said"
  say exit
  echo "$code"
)
eval "$program"
code=$?
[ "$code" = 0 ] || fail
finish
`,
}
