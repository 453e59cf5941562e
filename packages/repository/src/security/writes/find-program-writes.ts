import { withoutComments } from '../../programs/without-comments.js'

/** Where a command may begin. */
const begin = String.raw`(?:^|[;&|(){!]|\b(?:then|do|else|elif|if|while|until|exec)\s)[ \t]*(?:\w+=\S*[ \t]+)*`

/** What makes files and folders, Berth's own shell functions that do so among them, and words for curl. */
const verbs = [
  ...['mkdir', 'mktemp', 'mkfifo', 'cp', 'ln', 'tee', 'touch', 'truncate', 'install', 'sed -i', 'tar -x\\w*'],
  ...['ssh-keygen(?! -y)', 'enroot import', 'enroot create', 'dd [^\\n;|&)]*\\bof='],
  ...['make_temporary', 'write_down', 'adopt', 'hold', 'set -- "\\$@" -o'],
].join('|')

const command = new RegExp(`${begin}((?:${verbs})(?![\\w-])(?!\\(\\))[^\\n;|&)<>]*)`, 'gm')
const redirection = /(?<![<>=\w-])\d?(>>?\|?[ \t]*(?:"[^"\n]*"|[^\s;&|()'"`=<>]+))/g

/** A comparison in the arithmetic of bash. */
const arithmetic = /(?<!\$)\(\(.*?\)\)/g

/** What is left of a redirection before its arrow: the number of a stream. */
const stream = / \d?$/

/** What is no file: the null device, and what a process shows of itself. */
const noFile = /^>>?[ \t]*"?\/(?:dev\/null|proc\/)/

/**
 * Every place of a shell program that makes a file or a folder, each text once: redirections as `>"$file"`, commands
 * with their words. What is removed, renamed or changed in its mode is not of these.
 */
export function findProgramWrites(text: string): string[] {
  const code = withoutComments(text).replaceAll(arithmetic, ' ')
  const commands = [...code.matchAll(command)].map(([, found = '']) => found.replace(stream, ''))
  const redirections = [...code.matchAll(redirection)].map(([, found = '']) => found.trim())
  return [...new Set([...commands, ...redirections.filter((each) => !noFile.test(each))])]
}
