// The embed check: the settings open the site's page with #deskbell-check at its end, the loader then loads this file, and
// it reports what this browser lets the widget do. Facts only, sent to the window that opened the page and only if that is
// the desk. Shape: widget/README.md, "The embed check". Any other #deskbell is a link that opens the panel.
import { opens } from './opens'

interface Violation { directive: string; blocked: string }

((tag: HTMLScriptElement | null) => {
  if (!location.hash.startsWith('#deskbell-check')) return opens()
  if (!tag || !window.opener) return
  const desk = new URL(tag.src).origin
  const violations: Violation[] = []
  let hello = false, sent = 0

  const ours = (): NodeListOf<HTMLScriptElement> => document.querySelectorAll(`script[src^="${desk}/widget/"]`)
  const storage = (): string => {
    try {
      localStorage.setItem('deskbell:check', '1')
      localStorage.removeItem('deskbell:check')
      return 'works'
    } catch {
      return 'blocked'
    }
  }
  const report = (done: boolean): void => {
    const facts = {
      deskbell: 'check', run: ++sent, done, url: location.href.split('#')[0], origin: location.origin,
      inbox: new URL(ours()[0]?.src ?? desk).pathname.replace(/^\/widget\/|\.js$/g, ''),
      frame: hello ? 'answered' : done ? 'silent' : 'waiting', violations, storage: storage(), tags: ours().length,
      secure: window.isSecureContext, agent: navigator.userAgent,
    }
    window.opener.postMessage(facts, desk)
  }
  document.addEventListener('securitypolicyviolation', event => {
    violations.push({ directive: event.effectiveDirective, blocked: event.blockedURI })
    report(false)
  })
  const finish = setTimeout(() => report(true), 8000)
  window.Deskbell?.('on', 'ready', () => {
    hello = true
    clearTimeout(finish)
    report(true)
  })
  report(false)
  window.Deskbell?.('open')
})(document.currentScript as HTMLScriptElement | null)
