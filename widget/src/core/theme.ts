// The inbox's colours as custom properties, light and dark, through CSSOM: our policy allows no inline style.
import type { Brand, Roles } from '../wire/types'

const dark = matchMedia('(prefers-color-scheme: dark)')
let forced: string | null = null
let rules: CSSStyleSheet | null = null

export function dress(brand: Brand): void {
  rules ??= new CSSStyleSheet()
  rules.replaceSync(`:root{${properties(brand.roles.light)}}[data-theme=dark]{${properties(brand.roles.dark)}}`)
  if (!document.adoptedStyleSheets.includes(rules)) addSheet(rules)
}

/** Follow the system, or hold one theme (the preview in the settings). */
export function chooseTheme(theme: string | null = forced): void {
  forced = theme
  document.documentElement.dataset.theme = theme ?? (dark.matches ? 'dark' : 'light')
}

const added = new Set<string>()
export function addCss(text: string): void {
  if (added.has(text)) return
  added.add(text)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  addSheet(sheet)
}

const addSheet = (sheet: CSSStyleSheet): void => void (document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet])

const properties = (roles: Roles): string =>
  Object.entries(roles).filter(([, value]) => /^#[0-9a-f]{6}$/i.test(String(value))).map(([role, value]) => `--${role}:${value}`).join(';')

dark.addEventListener('change', () => chooseTheme())
