import type { TestbedUser } from '../contract/users.js'

/** The texts of the machine's account files, as they are or as a host gets them. */
export interface AccountFiles {
  /** /etc/passwd. */
  readonly passwd: string
  /** /etc/group. */
  readonly group: string
  /** /etc/shadow. */
  readonly shadow: string
}

const DOCKER_GROUP_ID = 7999

function without(text: string, names: readonly string[]): string[] {
  return text.split('\n').filter((line) => line !== '' && !names.includes(line.slice(0, line.indexOf(':'))))
}

/** Account files of a host: the machine's system accounts with the testbed's users in place of any of the same name. */
export function accountFiles(machine: AccountFiles, users: readonly TestbedUser[], passwordHash: string): AccountFiles {
  const names = users.map((user) => user.name)
  const ordinary = users.filter((user) => user.name !== 'root')
  const dockerMembers = ordinary.filter((user) => user.docker).map((user) => user.name)
  const passwd = [
    'root:x:0:0:root:/root:/bin/bash',
    ...without(machine.passwd, [...names, 'root']),
    ...ordinary.map((user) => `${user.name}:x:${user.id}:${user.id}::${user.home}:${user.shell}`),
  ]
  const group = [
    ...without(machine.group, [...ordinary.map((user) => user.name), 'docker']),
    ...ordinary.map((user) => `${user.name}:x:${user.id}:`),
    `docker:x:${DOCKER_GROUP_ID}:${dockerMembers.join(',')}`,
  ]
  // "*" means no password; "!" would mean a locked account, which sshd without PAM refuses even with a key.
  const shadow = [
    'root:*:19000:0:99999:7:::',
    ...without(machine.shadow, [...names, 'root']),
    ...ordinary.map((user) => `${user.name}:${user.password ? passwordHash : '*'}:19000:0:99999:7:::`),
  ]
  return { passwd: join(passwd), group: join(group), shadow: join(shadow) }
}

const join = (lines: readonly string[]): string => `${lines.join('\n')}\n`
