import { createServer } from 'node:net'
import { Aedes } from 'aedes'

/** aedes as it comes: QoS 1, nobody checked, nothing stored. The yardstick. */
const broker = await Aedes.createBroker()
const server = createServer(broker.handle)
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port })
})
process.on('disconnect', () => process.exit(0))
