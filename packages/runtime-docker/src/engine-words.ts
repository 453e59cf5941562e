/** What the engine said, without its advice to read the manual. */
export function engineSaid(stderr: string): string {
  return stderr
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^(See|Run) '(docker|podman) .*--help'/.test(line))
    .join('\n')
}

/** Whether the engine said that there is no such container; any other failure is not that. */
export function saysNoContainer(stderr: string): boolean {
  return /No such container: /.test(stderr)
}

/** Whether the engine said that there is no such image. An invalid reference reads `no such image` too, in lower case. */
export function saysNoImage(stderr: string): boolean {
  return /No such image: /.test(stderr) && !/invalid reference format/.test(stderr)
}

/** Whether the engine said that a container has no such file. */
export function saysNoFile(stderr: string): boolean {
  return /Could not find the file |No such container:path: /.test(stderr)
}
