// Stand-in for socket.io-parser's search for buffers: what we send is plain JSON by type, so there is nothing to look for.
export const isBinary = (): boolean => false
export const hasBinary = (): boolean => false
