/** What goes over the wire, as the API's schema states it (see /docs): a file for each noun. */
export type * from './alterations';
export type * from './beside';
export type * from './edits';
export type * from './evidence';
export type * from './lab';
export type * from './layers';
export type * from './lineage';
export type * from './networks';
export type * from './numbers';
export type * from './runs';
export type * from './stories';
