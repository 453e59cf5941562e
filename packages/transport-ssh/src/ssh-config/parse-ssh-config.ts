import SSHConfig, { type Line } from 'ssh-config'
import type { ConfigNode, Directive } from './config-node.js'
import { SshConfigError } from './ssh-config-error.js'

/** Gives the nodes to stand in the place of an `Include` line. */
export type IncludeFiles = (include: Directive) => readonly ConfigNode[]

/** The nodes of one file. Throws {@link SshConfigError} for a text that is no ssh_config. */
export function parseSshConfig(text: string, file: string, includeFiles: IncludeFiles): readonly ConfigNode[] {
  let line = 1
  const pass = (whitespace: string): void => {
    line += whitespace.split('\n').length - 1
  }
  const convert = (nodes: readonly Line[]): readonly ConfigNode[] =>
    nodes.flatMap((node) => {
      pass(node.before)
      const origin = `${file}:${line}`
      pass(node.after)
      if (node.type !== SSHConfig.DIRECTIVE) return []
      const keyword = node.param.toLowerCase()
      const words = typeof node.value === 'string' ? [node.value] : node.value.map(({ val }) => val)
      if (keyword === 'host' || keyword === 'match') {
        const inner = 'config' in node ? convert(node.config) : []
        return [{ kind: 'section', keyword, words, origin, nodes: inner }]
      }
      const directive: Directive = { kind: 'directive', keyword, words, origin }
      return keyword === 'include' ? includeFiles(directive) : [directive]
    })
  return convert(parse(text, file))
}

function parse(text: string, file: string): readonly Line[] {
  try {
    return SSHConfig.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new SshConfigError(
      `${file} cannot be read as an ssh_config: ${reason}`,
      'Correct it; the option -G of ssh shows what ssh itself makes of it.',
      cause,
    )
  }
}
