import { localTransport } from '@berth/transport-local'
import { transportObligations } from '../../core/test/command/transport-obligations.js'

transportObligations('local', () => localTransport().connect('here'))
