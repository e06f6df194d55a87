// Stand-in for preact/jsx-runtime without its template helpers, which only a precompiling build calls.
import { createElement, Fragment, type ComponentType, type VNode } from 'preact'

type Props = Record<string, unknown>
export const jsx = (type: string | ComponentType<Props>, props: Props, key?: string | number): VNode =>
  createElement(type as ComponentType<Props>, key === undefined ? props : { ...props, key })
export { jsx as jsxs, Fragment }
