// The kinds of nodes: drag one onto the canvas, or press it and it stands beside the chosen node, led to from there.
import { t } from "../../../i18n";
import { Icon } from "../../../ui";
import { addNext } from "../acts";
import type { Kind } from "../model/definition";
import { GROUPS, KIND_NAMES, KINDS } from "../model/kinds";
import { kindName } from "../words";
import { KIND_DRAGGED, view } from "./view";

function Item({ kind }: { kind: Kind }) {
  const begin = (event: DragEvent): void => {
    event.dataTransfer?.setData(KIND_DRAGGED, kind);
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "copy";
  };
  const press = (): void => { const id = addNext(kind); requestAnimationFrame(() => view.value?.lookAt(id, true)); };
  return <li><button type="button" draggable title={t(`settings.flows.about.${kind}`)} onDragStart={begin} onClick={press}><Icon name={KINDS[kind].icon} small /><span class="cut">{kindName(kind)}</span></button></li>;
}

export function Palette() {
  return (
    <nav class="fl-palette" aria-label={t("settings.flows.palette")}>
      {GROUPS.map((group) => (
        <section key={group} aria-label={t(`settings.flows.group.${group}`)}>
          <h3>{t(`settings.flows.group.${group}`)}</h3>
          <ul>{KIND_NAMES.filter((kind) => KINDS[kind].group === group).map((kind) => <Item key={kind} kind={kind} />)}</ul>
        </section>
      ))}
    </nav>
  );
}
