import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { revokeSensor } from '../../registry/sensor.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'

const params = z.object({ uid: sensorUid })

export const revokeSensorRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], params, response: answers(done) }
  app.post('/sensors/:uid/revoke', { schema }, async (request) => {
    const { uid } = request.params
    const revoked = await once(deps, request, done, async (tx, caller, now) => {
      await revokeSensor(tx, caller.scope, uid, now)
      await audit(tx, caller, now, { action: 'sensor.revoke', areaId: caller.scope[0], detail: { uid } })
      return {}
    })
    deps.disconnectDevice(uid)
    return revoked
  })
}
