/** What enroot said, without its account of what it did and without the words that mark its errors. */
export function engineSaid(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim().replace(/^\[ERROR\] /, ''))
    .filter(
      (line) =>
        line !== '' &&
        !/^\[(INFO|WARN)\]|^Parallel (un)?mk?squashfs|^Parallel unsquashfs|^created \d|^\d+ inodes /.test(line),
    )
  return lines.join('\n')
}
