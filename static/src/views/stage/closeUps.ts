/** The close-ups themselves, in one file that is fetched when the stage is first opened. */
export { default as Activation } from './Activation.svelte';
export { default as Conv2d } from './Conv2d.svelte';
export { default as Dense } from './Dense.svelte';
export { default as Flatten } from './Flatten.svelte';
export { default as General } from './General.svelte';
export { default as Input } from './Input.svelte';
export { default as Pool } from './Pool.svelte';
export { default as Softmax } from './Softmax.svelte';
