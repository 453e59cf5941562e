/** What images call the architectures that kernels and emulators have names for. */
const names: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  i386: '386',
  i686: '386',
  aarch64: 'arm64',
  armv6l: 'arm',
  armv7l: 'arm',
  armv8l: 'arm',
  arm: 'arm',
  ppc64le: 'ppc64le',
  s390x: 's390x',
  riscv64: 'riscv64',
  loongarch64: 'loong64',
  mips64el: 'mips64le',
}

/** Of what else a machine may run programs by itself. */
const alsoRuns: Readonly<Record<string, readonly string[]>> = { amd64: ['386'], arm64: ['arm'] }

/**
 * The architectures whose programs a host runs, its own first: by what `uname -m` says, and by the files of
 * `binfmt_misc`, a path on each line. None where the machine is of a kind that is not known.
 */
export function architecturesOf(machine: string, emulators: string): readonly string[] {
  const own = names[machine.trim()]
  if (own === undefined) return []
  const emulated = emulators.split('\n').flatMap((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (name === 'rosetta') return ['amd64']
    const [, kind = ''] = /^(?:qemu|FEX|box(?:64|86))-?(\w*)$/i.exec(name) ?? []
    return names[kind] ?? []
  })
  return [...new Set([own, ...(alsoRuns[own] ?? []), ...emulated])]
}
