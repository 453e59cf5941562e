import { programs } from '../command/programs.generated.js'
import { berthFolder, type ContainerSpec } from '../contract/index.js'

/**
 * The sleeping init of a container with a lease, for adapters: a program for the image's `/bin/sh`, and its words. It
 * may be run as any user. It looks at the processes of its own namespace, ends where the lease says so, and with it the
 * container is to end. It needs `sleep`; without one it never ends. `folder` is Berth's folder in the container.
 */
export function leasedInit(
  { labels }: Pick<ContainerSpec, 'labels'>,
  lease: number,
  folder: string = berthFolder,
): { readonly program: string; readonly words: readonly string[] } {
  const launch = labels['berth.launch'] ?? ''
  return { program: programs['lifetime/lease'], words: ['berth-init', String(lease), launch, folder] }
}

/** Whether what {@link renewalCommand} printed says that the container never ends itself. */
export function isEndless(printed: string): boolean {
  return printed.trim() === 'endless'
}

/**
 * Renews the lease of a container, run there as uid 0: the container ends itself so many seconds from now at the
 * earliest. Prints `endless` where the image has no `sleep`, so that the container never ends itself.
 */
export function renewalCommand(launch: string, lease: number, folder: string = berthFolder): readonly string[] {
  return ['sh', '-c', programs['lifetime/renew'], 'berth-renew', folder, launch, String(lease)]
}
