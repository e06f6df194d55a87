// What the build provides and types cannot see.
declare module '*.css' {
  const text: string
  export default text
}
/** Addresses of the lazy chunks, relative to the app's own file; filled in by build.mjs. */
declare const LAZY_CHUNKS: Record<'rating' | 'offline' | 'emoji' | 'earlier' | 'preview', string>

declare module 'socket.io-client/manager' {
  export { Manager } from 'socket.io-client'
}
declare module '*/polling-fetch.js' {
  export const Fetch: unknown
}
declare module '*/websocket.js' {
  export const WS: unknown
}
