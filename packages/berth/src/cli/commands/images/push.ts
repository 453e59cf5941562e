import type { Command } from 'commander'
import type { ImageOptions } from '../../actions/images/bring-image.js'
import type { Done } from '../../ending/done.js'
import type { CliEnvironment } from '../../environment.js'
import { withCommonOptions } from '../../options/cluster-options.js'
import { withDistribute } from '../../options/distribute-option.js'
import { withMaxFailures, withParallel } from '../../options/limit-options.js'
import { givenPath } from '../../options/transfer-options.js'

/** Adds `berth push`. */
export function addPush(program: Command, environment: CliEnvironment, done: Done): void {
  withDistribute(
    withParallel(
      withMaxFailures(
        withCommonOptions(program.command('push')),
        'the image is made present on the others (default: none)',
      ),
      'give the image to so many hosts at once (default: pulls_at_once of the cluster file, else 16; all where they hand it on)',
    ),
  )
    .argument(
      '<image>',
      'image of the engine here, by its name; or archive of docker save or podman save, or OCI layout, by its path',
      givenPath,
    )
    .description(
      'give every host an image of this machine, without a registry: only the layers that the host lacks; launches nothing',
    )
    .addHelpText(
      'after',
      `
The image gets the name that the cluster file has. Each layer is checked by its digest before the engine gets it; a transfer whose connection was
lost goes on where it was when it is called again. Nothing but the image stays on the hosts.

Examples:
  berth push lab:dev                          # of the engine here, as docker build left it
  berth push lab.tar && berth up
  berth push ./layout --hosts @rack1 --parallel 4
  berth push lab:dev --distribute direct      # each host from here, whatever their number`,
    )
    .action(async (image: string, options: ImageOptions) => {
      const { push } = await import('../../actions/images/push.js')
      done(await push(environment, image, options))
    })
}
