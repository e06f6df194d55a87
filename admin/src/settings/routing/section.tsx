// One idea of the routing page: what it is about, a sentence on it, and its fields.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export function Section({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }) {
  return (
    <fieldset>
      <legend>{title}</legend>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </fieldset>
  );
}

/** Several sections under one heading, which the page's list of headings leads to. */
export function Part({ name, title, children }: { name: string; title: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="s-part" id={`routing-${name}`} tabIndex={-1} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
