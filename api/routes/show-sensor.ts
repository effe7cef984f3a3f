import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { getSensor } from '../../registry/sensor.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { sensorShape, showSensor } from '../sensor-shape.ts'
import { withSupervision } from '../supervision-shape.ts'

const params = z.object({ uid: sensorUid })
const description = 'A sensor by its uid, which is what its label says after `menshen:`.'
const schema = { tags: ['devices'], description, params, response: answers(sensorShape) }

export const showSensorRoute: Route = (app, deps) => {
  app.get('/sensors/:uid', { schema }, async (request) => {
    const sensor = showSensor(await getSensor(deps.pool, callerOf(request).scope, request.params.uid))
    const [shown] = await withSupervision(deps.pool, [sensor], (it) => it.uid, deps.clock())
    if (shown === undefined) throw new TypeError(`no supervision of ${sensor.uid}`)
    return shown
  })
}
