// client_id: a UUIDv7, made where the message is written, so that sending it twice stores it once.
export function uuid7(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))): string {
  const time = now.toString(16).padStart(12, '0')
  const hex = Array.from(random, byte => byte.toString(16).padStart(2, '0')).join('')
  const variant = (8 + (random[2]! & 3)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(5, 8)}-${hex.slice(8, 20)}`
}
