import { readFileSync } from 'node:fs'
import { type CrashOrders, ordersVariable } from './crash-orders.js'
import { CrashSteps } from './crash-steps.js'
import { watchFiles } from './watch-files.js'
import { watchRequests } from './watch-requests.js'

// Loaded into a `berth` by `node --import`, before the program itself, which is the one that users have.
const path = process.env[ordersVariable]
if (path) {
  const orders = JSON.parse(readFileSync(path, 'utf8')) as CrashOrders
  const steps = new CrashSteps(orders)
  watchRequests(steps, orders.requests)
  watchFiles(steps, orders.home)
}
