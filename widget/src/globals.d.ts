// What the build provides and types cannot see.
declare module '*.css' {
  const text: string
  export default text
}
/** The words of one section of src/locales, by language. */
declare module 'words:*' {
  const words: Record<string, Record<string, string>>
  export default words
}
/** Addresses of the lazy chunks, relative to the app's own file; filled in by build.mjs. */
declare const LAZY_CHUNKS: Record<'talk' | 'rating' | 'offline' | 'emoji' | 'earlier' | 'search' | 'preview' | 'flow' | 'made' | 'track', string>

declare module 'socket.io-client/manager' {
  export { Manager } from 'socket.io-client'
}
