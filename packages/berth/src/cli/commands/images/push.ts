import type { Command } from 'commander'
import type { ImageOptions } from '../../actions/images/bring-image.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions } from '../../options/cluster-options.js'
import { withMaxFailures, withParallel } from '../../options/limit-options.js'
import { givenPath } from '../../options/transfer-options.js'

/** Adds `berth push`. */
export function addPush(program: Command, environment: CliEnvironment, done: Done): void {
  withParallel(
    withMaxFailures(
      withCommonOptions(program.command('push')),
      'the image is made present on the others (default: none)',
    ),
    'send the image to so many hosts at once (default: pulls_at_once of the cluster file, else 16)',
  )
    .argument('<archive>', 'archive of docker save or podman save, or OCI layout, of this machine', givenPath)
    .description(
      'give every host the image of an archive here, without a registry: only the layers that the host lacks',
    )
    .addHelpText(
      'after',
      `
The image gets the name that the cluster file has. Each layer is checked by its digest before the engine gets it; a transfer whose connection was
lost goes on where it was when it is called again. Nothing but the image stays on the hosts. Launches nothing.

Examples:
  berth push lab.tar
  docker save lab:2 -o lab.tar && berth push lab.tar && berth up
  berth push ./layout --hosts @rack1 --parallel 4`,
    )
    .action(async (archive: string, options: ImageOptions) => {
      const { push } = await import('../../actions/images/push.js')
      done(await push(environment, archive, options))
    })
}
