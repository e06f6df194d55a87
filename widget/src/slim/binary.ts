// Stand-in for socket.io-parser's binary packets: the wire is JSON only (server/PROTOCOL.md), so a packet that announces
// attachments is a fault of the other side and ends the connection, like any packet that cannot be read.
const refuse = (): never => {
  throw new Error('binary packets are not part of this wire')
}
export const deconstructPacket = refuse
export const reconstructPacket = refuse
