import type { AppliedConfig } from '../ssh-config/apply-ssh-config.js'
import { flagOf, settingOf } from '../ssh-config/settings.js'

/** A method of authentication that Berth has, by its name among servers. */
export type AuthenticationMethod = 'publickey' | 'password' | 'keyboard-interactive'

/** How the user may prove who they are. */
export interface Authentication {
  /** The methods that may be tried, in this order; no other is. */
  readonly methods: readonly AuthenticationMethod[]
  /** For the error of a login that fails: a sentence for each setting that leaves methods out. */
  readonly notes: readonly string[]
}

const inBerthsOrder: readonly AuthenticationMethod[] = ['publickey', 'password', 'keyboard-interactive']

interface Switch {
  readonly name: string
  /** The setting's names in lower case, older ones among them. */
  readonly keywords: readonly string[]
}

/** The settings that say no to a method. */
const switches: Readonly<Record<AuthenticationMethod, Switch>> = {
  publickey: { name: 'PubkeyAuthentication', keywords: ['pubkeyauthentication', 'dsaauthentication'] },
  password: { name: 'PasswordAuthentication', keywords: ['passwordauthentication'] },
  'keyboard-interactive': {
    name: 'KbdInteractiveAuthentication',
    keywords: [
      'kbdinteractiveauthentication',
      'challengeresponseauthentication',
      'skeyauthentication',
      'tisauthentication',
    ],
  },
}

/**
 * What `PreferredAuthentications`, `PubkeyAuthentication`, `PasswordAuthentication` and `KbdInteractiveAuthentication`
 * leave. `BatchMode` leaves out none: it is about asking the user, which Berth never does.
 */
export function authenticationOf(config: AppliedConfig): Authentication {
  const preferred = settingOf(config, 'preferredauthentications')
  const order = preferred?.words[0].split(',')
  const wanted = order === undefined ? inBerthsOrder : order.filter(isMethod)
  const refused = inBerthsOrder.filter((method) => isSwitchedOff(config, method))
  const notes = refused.map((method) => {
    const { name, keywords } = switches[method]
    return `${config.first(...keywords)?.origin} has "${name} no"`
  })
  if (preferred !== undefined && wanted.length < inBerthsOrder.length) {
    notes.push(`${preferred.origin} has "PreferredAuthentications ${preferred.words[0]}"`)
  }
  return { methods: [...new Set(wanted)].filter((method) => !refused.includes(method)), notes }
}

function isSwitchedOff(config: AppliedConfig, method: AuthenticationMethod): boolean {
  const { keywords } = switches[method]
  // Two more words say how keys are bound to the session, which Berth leaves to itself.
  if (method === 'publickey' && /^(?:unbound|host-bound)$/i.test(config.first(...keywords)?.words[0] ?? ''))
    return false
  return flagOf(config, ...keywords) === false
}

function isMethod(name: string): name is AuthenticationMethod {
  return inBerthsOrder.some((method) => method === name)
}
