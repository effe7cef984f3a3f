import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { setSensorSettings } from '../../registry/sensor-settings.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { settingsChangeShape } from '../sensor-settings-shape.ts'

const params = z.object({ uid: sensorUid })
const description =
  'Sets a native sensor’s heartbeat, its light, and whether it reports closings; what is absent stays as it is. A sensor that ' +
  'sleeps is told when it next connects. Its reporting limit grows with a longer heartbeat at once, and a heartbeat that the ' +
  'limit cannot bear is refused.'

export const setSensorSettingsRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body: settingsChangeShape, response: answers(done) }
  app.post('/sensors/:uid/settings', { schema }, async (request) => {
    const { uid } = request.params
    const answer = await once(deps, request, done, async (tx, caller, now) => {
      await setSensorSettings(tx, caller.scope, uid, request.body, now)
      const detail = { uid, ...request.body }
      await audit(tx, caller, now, { action: 'sensor.set', areaId: caller.scope[0], detail })
      return {}
    })
    deps.tellSensor(uid)
    return answer
  })
}
