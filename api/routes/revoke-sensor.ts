import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { revokeSensor } from '../../registry/sensor.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../audit.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'

const params = z.object({ uid: sensorUid })

export const revokeSensorRoute: Route = (app, deps) => {
  app.post('/sensors/:uid/revoke', { schema: { tags: ['devices'], params, response: answers(done) } }, (request) => {
    const caller = callerOf(request)
    const { uid } = request.params
    return inTransaction(deps.pool, async (tx) => {
      await revokeSensor(tx, caller.scope, uid, deps.clock())
      await audit(tx, caller, deps.clock(), { action: 'sensor.revoke', areaId: caller.scope[0], detail: { uid } })
      return {}
    })
  })
}
