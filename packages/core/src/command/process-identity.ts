/**
 * Shell text: `identity PID` sets `now` to what tells a process from a later one of the same number; to nothing for one that is gone.
 */
export const processIdentity = `identity() {
  now=
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null && set -- \${stat##*) } && [ "$1" != Z ] && now=\${20}
}
`
