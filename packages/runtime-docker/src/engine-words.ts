/** What the engine said, without its advice to read the manual, and without warnings where there is more than these. */
export function engineSaid(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^(See|Run) '(docker|podman) .*--help'/.test(line))
  const matters = lines.filter((line) => !/^WARNING: |^sudo: unable to resolve host/.test(line))
  return (matters.length === 0 ? lines : matters).join('\n')
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
