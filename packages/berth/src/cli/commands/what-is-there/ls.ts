import type { Command } from 'commander'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { type InventoryOptions, withInventoryOptions } from '../../options/inventory-options.js'

/** Adds `berth ls`. */
export function addLs(program: Command, environment: CliEnvironment, done: Done): void {
  withInventoryOptions(program.command('ls'))
    .description(
      "list everything of Berth's on the hosts, whoever made it: whose, since when, how long, with which devices; changes nothing",
    )
    .addHelpText(
      'after',
      `
Docker, Podman and enroot are asked, and every engine that the login reaches: a rootless one, and the rootful one, through \`sudo -n\` where need be.
In the column VERDICT: \`in use\`; \`kept\`, until somebody takes it down; \`left over\`, which \`berth prune\` removes; \`not known\`, which stays.
What transfers of images have put there for the login user, and not taken away, is a table of its own.
Hosts that have the same share a row, with the earliest time; --json has every container of every host.
Exits with 4 if a host cannot be reached: what it has is not known.

Examples:
  berth ls
  berth ls --host root@gpu1,root@gpu2         # without a cluster file
  berth ls --json | jq '.hosts[].containers[] | select(.verdict == "left over").name'`,
    )
    .action(async (options: InventoryOptions) => {
      const { ls } = await import('../../actions/what-is-there/ls.js')
      done(await ls(environment, options))
    })
}
