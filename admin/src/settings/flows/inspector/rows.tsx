// A list of parts of a node (options, fields, cases) whose order matters: each can go up, down and away; one more can come.
import type { ComponentChildren } from "preact";
import { t } from "../../../i18n";
import { Button } from "../../../ui";

export function swapped<T>(all: readonly T[], at: number, to: number): T[] {
  const fresh = [...all];
  const [here, there] = [all[at], all[to]];
  if (here === undefined || there === undefined) return fresh;
  fresh[at] = there;
  fresh[to] = here;
  return fresh;
}

interface RowsProps<T> {
  legend: string;
  all: readonly T[];
  nameOf: (one: T, at: number) => string;
  onAll: (all: T[]) => void;
  /** The button that adds one more, or nothing where there is no room for it. */
  adding: ComponentChildren;
  children: (one: T, at: number, put: (fresh: T) => void) => ComponentChildren;
}

export function Rows<T>({ legend, all, nameOf, onAll, adding, children }: RowsProps<T>) {
  return (
    <fieldset class="fl-part">
      <legend>{legend}</legend>
      <ol class="fl-rows">
        {all.map((one, at) => (
          <li key={at} class="fl-row">
            {children(one, at, (fresh) => onAll(all.map((other, place) => (place === at ? fresh : other))))}
            <span class="fl-row-acts">
              <Button kind="bare" tiny icon="rise" disabled={at === 0} label={t("settings.flows.move_up", { name: nameOf(one, at) })} onClick={() => onAll(swapped(all, at, at - 1))} />
              <Button kind="bare" tiny icon="down" disabled={at === all.length - 1} label={t("settings.flows.move_down", { name: nameOf(one, at) })} onClick={() => onAll(swapped(all, at, at + 1))} />
              <Button kind="bare" tiny icon="close" label={t("settings.flows.remove_named", { name: nameOf(one, at) })} onClick={() => onAll(all.filter((_, place) => place !== at))} />
            </span>
          </li>
        ))}
      </ol>
      {adding}
    </fieldset>
  );
}

export function AddRow({ label, room, onAdd }: { label: string; room: boolean; onAdd: () => void }) {
  return room ? <Button tiny icon="plus" onClick={onAdd}>{label}</Button> : null;
}
