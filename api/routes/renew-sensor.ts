import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { renewSensor } from '../../registry/sensor.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { once } from '../once.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ uid: sensorUid })
const body = z.object({ reason: reasonShape })
/** The secret is shown this once. */
const renewed = z.object({ uid: sensorUid, secret: z.string().nullable() })
const description =
  'Gives a sensor another secret, and the old one stops working. One that was revoked may speak again; one that was retired ' +
  'is back in stock, with its history.'

export const renewSensorRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(renewed) }
  app.post('/sensors/:uid/renew', { schema }, async (request) => {
    const { uid } = request.params
    const { reason } = request.body
    const answer = await once(deps, request, renewed, async (tx, caller, now) => {
      const { secret, wasRetired } = await renewSensor(tx, caller.scope, uid)
      const detail = { uid, reason, wasRetired }
      await audit(tx, caller, now, { action: 'sensor.renew', areaId: caller.scope[0], detail })
      return { uid, secret }
    })
    deps.disconnectDevice(uid)
    return answer
  })
}
