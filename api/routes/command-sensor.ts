import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { commandSensor } from '../../registry/sensor-settings.ts'
import { audit } from '../audit.ts'
import type { Route } from '../deps.ts'
import { answers, done } from '../failure-shape.ts'
import { once } from '../once.ts'
import { commandShape } from '../sensor-settings-shape.ts'

const params = z.object({ uid: sensorUid })
const body = z.object({ command: commandShape })
const description =
  'Has a native sensor show itself, say a test message, or start anew, once. One that sleeps does it when it next connects; ' +
  'after an hour it is given up. A command takes the place of one that still waits.'

export const commandSensorRoute: Route = (app, deps) => {
  const schema = { tags: ['devices'], description, params, body, response: answers(done) }
  app.post('/sensors/:uid/command', { schema }, async (request) => {
    const { uid } = request.params
    const { command } = request.body
    const answer = await once(deps, request, done, async (tx, caller, now) => {
      await commandSensor(tx, caller.scope, uid, command, now)
      await audit(tx, caller, now, { action: 'sensor.command', areaId: caller.scope[0], detail: { uid, command } })
      return {}
    })
    deps.tellSensor(uid)
    return answer
  })
}
