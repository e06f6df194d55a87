// Stand-in for engine.io-client's query string code: every browser we support has URLSearchParams.
export const encode = (query: Record<string, string>): string => new URLSearchParams(query).toString()
export const decode = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))
