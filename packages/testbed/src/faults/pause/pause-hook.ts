import { watchRequests } from '../crash/watch-requests.js'
import { Pause } from './pause.js'
import { type PauseOrders, pauseVariable } from './pause-orders.js'

// Loaded into a `berth` by `node --import`, before the program itself, which is the one that users have.
const text = process.env[pauseVariable]
if (text) {
  const { at, requests } = JSON.parse(text) as PauseOrders
  watchRequests(new Pause(at), requests)
}
