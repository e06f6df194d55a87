// Find or do: visitors by name in what is loaded, views, agents, commands; one list, typed and walked by keys.
import { useRef, useState } from "preact/hooks";
import { plural, t } from "../i18n";
import { Dialog, Icon } from "../ui";
import { overlay } from "./dialogs";
import { offers, type Offer } from "./offers";

const close = (): void => { overlay.value = null; };

function choose(offer: Offer | undefined): void {
  if (!offer) return;
  close();
  offer.run();
}

function Line({ offer, at, on, first }: { offer: Offer; at: number; on: boolean; first: boolean }) {
  return (
    <>
      {first && <li class="menu-title" role="presentation">{t(`palette.${offer.group}`)}</li>}
      <li id={`offer-${at}`} role="option" aria-selected={on} class={on ? "on" : ""} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(offer)}>
        <Icon name={offer.icon} small /><span class="cut">{offer.label}</span>{offer.hint && <span class="t3 cp cut more">{offer.hint}</span>}
        {offer.key && <kbd class="key">{offer.key}</kbd>}
      </li>
    </>
  );
}

export function Palette() {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const found = offers(text);
  const move = (to: number): void => {
    const next = (to + found.length) % Math.max(found.length, 1);
    setAt(next);
    list.current?.querySelector(`#offer-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Enter" && !event.isComposing) choose(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog kind="palette" title={t("palette.title")} onClose={close}>
      <div class="palette-field"><Icon name="search" />
        <input type="text" role="combobox" aria-expanded="true" aria-controls="offers" aria-activedescendant={found[at] ? `offer-${at}` : undefined} autofocus autocomplete="off"
          aria-label={t("palette.title")} placeholder={t("palette.placeholder")} value={text} onInput={(event) => { setText(event.currentTarget.value); setAt(0); }} onKeyDown={key} />
      </div>
      <ul id="offers" role="listbox" aria-label={t("palette.title")} ref={list} class="offers">
        {found.map((offer, index) => <Line key={offer.id} offer={offer} at={index} on={index === at} first={found[index - 1]?.group !== offer.group} />)}
      </ul>
      {found.length === 0 && <p class="t2 none">{t("palette.none")}</p>}
      <span class="hidden" role="status">{plural("palette.results", found.length)}</span>
    </Dialog>
  );
}
