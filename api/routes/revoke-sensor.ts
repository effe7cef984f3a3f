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
  const schema = { tags: ['devices'], params, response: answers(done) }
  app.post('/sensors/:uid/revoke', { schema }, async (request) => {
    const caller = callerOf(request)
    const { uid } = request.params
    await inTransaction(deps.pool, async (tx) => {
      await revokeSensor(tx, caller.scope, uid, deps.clock())
      await audit(tx, caller, deps.clock(), { action: 'sensor.revoke', areaId: caller.scope[0], detail: { uid } })
    })
    deps.disconnectDevice(uid)
    return {}
  })
}
