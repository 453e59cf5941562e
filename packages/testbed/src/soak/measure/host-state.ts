import type { Testbed } from '../../contract/testbed.js'
import type { Inventory } from './differences.js'

/** Prints a line for everything of a host that work may leave behind; what the look itself is made of has a mark. */
const look = `
docker ps --all --no-trunc --format 'container {{.Names}}'
docker volume ls --format 'volume {{.Name}}'
docker image ls --all --no-trunc --format 'image {{.ID}}'
for status in /proc/[0-9]*/status; do
  { read -r _ name; } <"$status" || continue
  pid=\${status#/proc/}
  [ "\${pid%/status}" = "$$" ] && continue
  words=$(tr '\\0' ' ' <"\${status%status}cmdline") || continue
  case $words in
    sshd:*) echo "sshd session" ;;
    '') ;;
    *) echo "process $name" ;;
  esac
done 2>/dev/null
find /tmp /var/tmp /home /root /run -xdev -path /run/docker/runtime-runc -prune -o -printf 'file %p\\n' 2>/dev/null
while read -r _ place _; do echo "mount $place"; done </proc/mounts
:`

/** What is on each host, each thing with how many of it there are. */
export async function stateOfHosts(testbed: Testbed): Promise<Inventory> {
  const state = new Map<string, number>()
  await Promise.all(
    testbed.hosts.map(async (host) => {
      const { stdout } = await testbed.run(host, look)
      for (const line of stdout.split('\n').filter((text) => text !== '')) {
        const what = `${host.name}: ${line}`
        state.set(what, (state.get(what) ?? 0) + 1)
      }
    }),
  )
  return state
}
