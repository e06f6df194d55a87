// Zoom, the whole in view, and auto-layout, in the corner of the canvas.
import { useReactFlow, useStore, type ReactFlowInstance } from "@xyflow/react";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { arrange } from "../acts";
import { freeOf, MARGIN } from "../model/frame";
import { READABLE } from "../model/layout";
import { definition, START } from "../session";
import type { CardNode } from "./shapes";
import { glide, view } from "./view";

export const FIT = { padding: { left: `${MARGIN.left}px`, right: `${MARGIN.right}px`, top: `${MARGIN.top}px`, bottom: `${MARGIN.bottom}px` }, maxZoom: 1 } as const;

/** All of it where that can be read, else its beginning. */
export function showFlow(graph: ReactFlowInstance<CardNode>): void {
  const [all, start] = [graph.getNodesBounds(graph.getNodes()), graph.getInternalNode(START)];
  const pane = document.querySelector(".fl-canvas")?.getBoundingClientRect();
  if (!pane || !start) return;
  const free = freeOf(pane);
  const zoom = Math.min(free.width / all.width, free.height / all.height);
  if (zoom >= READABLE) void graph.fitView(FIT);
  else void graph.setViewport({ x: 200 - start.position.x * 0.8, y: pane.height * 0.36 - start.position.y * 0.8, zoom: 0.8 });
}

export function Controls() {
  const graph = useReactFlow<CardNode>();
  const zoom = useStore((state) => state.transform[2]);
  const tidy = (): void => {
    arrange(view.value?.heights(), view.value?.room());
    // the cards stand in their new places one frame after they were drawn there
    requestAnimationFrame(() => requestAnimationFrame(() => showFlow(graph)));
  };
  return (
    <div class="fl-controls" role="group" aria-label={t("settings.flows.zoom")}>
      <Button kind="bare" icon="minus" label={t("settings.flows.zoom_out")} onClick={() => void graph.zoomOut({ duration: glide(120) })} />
      <button type="button" class="fl-percent num" title={t("settings.flows.zoom_whole")} onClick={() => void graph.zoomTo(1, { duration: glide(120) })}>{Math.round(zoom * 100)}%</button>
      <Button kind="bare" icon="plus" label={t("settings.flows.zoom_in")} onClick={() => void graph.zoomIn({ duration: glide(120) })} />
      <Button kind="bare" icon="fit" label={t("settings.flows.fit")} onClick={() => void graph.fitView({ ...FIT, duration: glide() })} />
      <Button kind="bare" icon="arrange" label={t("settings.flows.arrange")} disabled={definition.value.nodes.length === 0} onClick={tidy} />
    </div>
  );
}
