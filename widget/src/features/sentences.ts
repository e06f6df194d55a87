/** One after the other: a full-width stop brings its own space. */
export const sentences = (...parts: string[]): string =>
  parts.filter(Boolean).reduce((text, part) => text + (/[\u3001-\u303f\uff01-\uffee]$/.test(text) ? '' : ' ') + part)
