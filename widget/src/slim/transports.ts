// Stand-in for engine.io-client's list of transports: a visitor uses WebSocket and, where that is blocked, long polling
// through fetch. WebTransport and XMLHttpRequest stay out of the bundle.
import { Fetch } from '../../../node_modules/engine.io-client/build/esm/transports/polling-fetch.js'
import { WS } from '../../../node_modules/engine.io-client/build/esm/transports/websocket.js'

export const transports = { websocket: WS, polling: Fetch }
