import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { distrustSensor } from '../../registry/distrust.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { reasonShape } from '../reason-shape.ts'

const params = z.object({ uid: sensorUid })
const body = z.object({ reason: reasonShape })
const description =
  'A sensor that misbehaves is not believed from now on: what it says is stored and proves nothing, its door is unknown, and ' +
  'staff are alerted once, until somebody trusts it again.'

export const distrustSensorRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(done) }
  app.post('/sensors/:uid/distrust', { schema }, (request) => {
    const { uid } = request.params
    const { reason } = request.body
    return once(deps, request, done, async (tx, caller, now) => {
      await distrustSensor(tx, caller.scope, { sensorUid: uid, reason, by: caller.username }, now)
      await audit(tx, caller, now, { action: 'sensor.distrust', areaId: caller.scope[0], detail: { uid, reason } })
      return {}
    })
  })
}
