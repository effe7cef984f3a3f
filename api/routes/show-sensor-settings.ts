import { z } from 'zod'
import { sensorUid } from '../../base/id.ts'
import { readSensorSettings } from '../../registry/sensor-settings.ts'
import { callerOf } from '../caller.ts'
import type { Route } from '../deps.ts'
import { answers } from '../failure-shape.ts'
import { sensorSettingsShape } from '../sensor-settings-shape.ts'

const params = z.object({ uid: sensorUid })
const description = 'What a native sensor is told: its settings, and the command that waits for it.'
const schema = { tags: ['devices'], description, params, response: answers(sensorSettingsShape) }

export const showSensorSettingsRoute: Route = (app, deps) => {
  app.get('/sensors/:uid/settings', { schema }, async (request) => {
    const { heartbeatSeconds, led, reportClosings, ...read } = await readSensorSettings(
      deps.pool,
      callerOf(request).scope,
      request.params.uid,
      deps.clock(),
    )
    const command = read.command && { command: read.command.name, at: read.command.at }
    return { heartbeatSeconds, led, reportClosings, command, heartbeatSecondsMax: read.heartbeatSecondsMax }
  })
}
