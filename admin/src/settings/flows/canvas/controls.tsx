// Zoom, the whole in view, and auto-layout, in the corner of the canvas.
import { useReactFlow, useStore } from "@xyflow/react";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { arrange } from "../acts";
import { definition } from "../session";
import { view } from "./view";

export const FIT = { padding: 0.12, maxZoom: 1, duration: 180 } as const;

export function Controls() {
  const graph = useReactFlow();
  const zoom = useStore((state) => state.transform[2]);
  const tidy = (): void => {
    arrange(view.value?.heights());
    requestAnimationFrame(() => void graph.fitView(FIT));
  };
  return (
    <div class="fl-controls" role="group" aria-label={t("settings.flows.zoom")}>
      <Button kind="bare" icon="minus" label={t("settings.flows.zoom_out")} onClick={() => void graph.zoomOut({ duration: 120 })} />
      <button type="button" class="fl-percent num" title={t("settings.flows.zoom_whole")} onClick={() => void graph.zoomTo(1, { duration: 120 })}>{Math.round(zoom * 100)}%</button>
      <Button kind="bare" icon="plus" label={t("settings.flows.zoom_in")} onClick={() => void graph.zoomIn({ duration: 120 })} />
      <Button kind="bare" icon="fit" label={t("settings.flows.fit")} onClick={() => void graph.fitView(FIT)} />
      <Button kind="bare" icon="arrange" label={t("settings.flows.arrange")} disabled={definition.value.nodes.length === 0} onClick={tidy} />
    </div>
  );
}
