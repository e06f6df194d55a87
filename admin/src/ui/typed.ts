// Whether something was typed into the fields of a dialog and stands there still. A field that is gone, since what it held
// was saved, counts no more; nor does one that holds again what it began with.
const UNTYPED = new Set(["search", "file", "checkbox", "radio", "range", "color"]);
type Field = HTMLInputElement | HTMLTextAreaElement;

function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !UNTYPED.has(target.type));
}

export interface Typed { begin: (event: Event) => void; any: () => boolean }

export function watchTyped(): Typed {
  const began = new Map<Field, string>();
  return {
    /** On `focusin`: what a field holds before it is typed into. */
    begin: ({ target }) => { if (isField(target) && !began.has(target)) began.set(target, target.value); },
    any: () => [...began].some(([field, value]) => field.isConnected && field.value !== value),
  };
}
