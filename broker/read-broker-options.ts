import { readFile } from 'node:fs/promises'
import type { Config } from '../base/config.ts'
import type { SharedBrokerOptions } from './shared-broker.ts'
import type { BrokerOptions } from './start-broker.ts'

/** The broker as it is configured, with the certificates read from their files. */
export async function readBrokerOptions(config: Config): Promise<BrokerOptions> {
  const { MENSHEN_MQTTS_PORT: port, MENSHEN_MQTTS_CERT_FILE: cert, MENSHEN_MQTTS_KEY_FILE: key } = config
  const ca = config.MENSHEN_MQTTS_CLIENT_CA_FILE
  const tls =
    port === undefined || cert === undefined || key === undefined
      ? null
      : {
          port,
          cert: await readFile(cert, 'utf8'),
          key: await readFile(key, 'utf8'),
          clientAuthority: ca === undefined ? null : await readFile(ca, 'utf8'),
        }
  return {
    host: config.MENSHEN_MQTT_HOST,
    tcpPort: config.MENSHEN_MQTT_PORT,
    webSocketPort: config.MENSHEN_MQTT_WS_PORT ?? null,
    tls,
    connectionsPerSecond: config.MENSHEN_MQTT_CONNECTIONS_PER_SECOND,
    messagesPerSecond: {
      sensor: config.MENSHEN_MQTT_SENSOR_MESSAGES_PER_SECOND,
      gateway: config.MENSHEN_MQTT_GATEWAY_MESSAGES_PER_SECOND,
    },
  }
}

/** The broker that stands in place of our own; null: there is none. */
export async function readSharedBrokerOptions(config: Config): Promise<SharedBrokerOptions | null> {
  const { MENSHEN_BROKER_URL: url, MENSHEN_BROKER_CLIENT_ID: clientId, MENSHEN_BROKER_CA_FILE: ca } = config
  if (url === undefined || clientId === undefined) return null
  const address = {
    url,
    username: config.MENSHEN_BROKER_USERNAME ?? null,
    password: config.MENSHEN_BROKER_PASSWORD ?? null,
    authority: ca === undefined ? null : await readFile(ca, 'utf8'),
  }
  return { address, clientId }
}
