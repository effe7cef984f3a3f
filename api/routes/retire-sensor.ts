import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { retireSensor } from '../../registry/sensor.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ uid: sensorUid })
const body = z.object({ reason: reasonShape })
const description = 'Takes a sensor that is on no door out of use for good. Its secret is revoked.'

export const retireSensorRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(done) }
  app.post('/sensors/:uid/retire', { schema }, async (request) => {
    const { uid } = request.params
    const { reason } = request.body
    const retired = await once(deps, request, done, async (tx, caller, now) => {
      await retireSensor(tx, caller.scope, uid, now)
      await audit(tx, caller, now, { action: 'sensor.retire', areaId: caller.scope[0], detail: { uid, reason } })
      return {}
    })
    deps.disconnectDevice(uid)
    return retired
  })
}
