/**
 * Lines with variables, for a program's standard input, and then a line that no variable is: without it a program knows
 * that the connection was lost, which looks like the end of the input.
 */
export function toldInput(lines: string): string {
  return `${lines}=\n`
}
