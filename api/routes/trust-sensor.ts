import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { trustSensor } from '../../registry/distrust.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ uid: sensorUid })
const body = z.object({ reason: reasonShape })
const description =
  'The sensor is believed again from now on. What it said meanwhile is not judged, and its door is unknown until it speaks.'

export const trustSensorRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(done) }
  app.post('/sensors/:uid/trust', { schema }, (request) => {
    const { uid } = request.params
    const { reason } = request.body
    return once(deps, request, done, async (tx, caller, now) => {
      await trustSensor(tx, caller.scope, { sensorUid: uid, reason, by: caller.username }, now)
      await audit(tx, caller, now, { action: 'sensor.trust', areaId: caller.scope[0], detail: { uid, reason } })
      return {}
    })
  })
}
