import { type SourceText, sourceTexts } from './source-texts.js'

const engineVerbs =
  'container|image|system|ps|rm|start|stop|restart|unpause|logs|info|load|pull|save|login|cp|inspect|exec|run|tag|kill|create'

/** Beginnings of command lines. A word that could be prose counts only with what no prose has after it. */
const commands: readonly RegExp[] = [
  /\bberth (?:validate|plan|up|exec|ps|wait|stop|forget|put|get|run|status|down|doctor|cp|prune)\b/,
  new RegExp(`(?:\\b(?:docker|podman)|\\$\\{(?:\\w+\\.)*program\\}) (?:${engineVerbs})\\b`),
  /\benroot (?:list|import|export|remove|info|version|exec|start|create)\b/,
  /\b(?:loginctl|systemctl|usermod|journalctl) [a-z-]/,
  /\b(?:ssh-keygen|ssh-add|ssh|ss|ulimit) -/,
  /\b(?:chmod|chown) [\w+]+ /,
  /(?:^|[.:;] )[Rr]un: /,
]

/**
 * The texts of a source that look like a command that somebody is told to run: such a command is declared instead, so
 * that a test runs it.
 */
export function commandTexts(source: string): readonly SourceText[] {
  const undeclared = source.replace(/^(\s+form: )'[^']+',?$|(?<=form: )'[^']+'(?= \}\))/gm, "$1''")
  return sourceTexts(undeclared).filter(({ text }) => commands.some((command) => command.test(text)))
}
