// Where a flow is drawn.
export const hrefOfFlow = (id: string): string => `/settings/flows/${id}`;
