// An open flow whose code or words are on their way: its bar, the steps to choose from, the canvas.
import { Skeleton } from "../../ui";

const STEPS = ["60%", "74%", "52%", "68%", "57%", "71%"];

export const FlowSkeleton = () => (
  <div class="s-body s-flow-waits" aria-hidden="true">
    <div class="bar"><Skeleton width="180px" /><Skeleton width="96px" /></div>
    <div class="steps">{STEPS.map((width) => <Skeleton key={width} width={width} />)}</div>
    <div class="step"><Skeleton width="50%" /><Skeleton width="85%" /></div>
  </div>
);
