// What the server wrote into this document: which inbox, its brand, the language. Read once.
import type { Brand } from '../wire/types'

export interface Config { key: string; name: string; brand: Brand; locale: string; preview: boolean }

export const read = <T>(id: string): T => JSON.parse(document.getElementById(id)!.textContent!) as T

export const config: Config = read<Config>('config')

/** The host page's origin, given by the loader; the browser itself enforces who may embed us (frame-ancestors). */
export const hostOrigin: string = location.hash.slice(1)
