/** The close-ups themselves, in one file that is fetched when the stage is first opened. */
export { default as Activation } from './Activation.svelte';
export { default as Add } from './Add.svelte';
export { default as BatchNorm } from './BatchNorm.svelte';
export { default as Concat } from './Concat.svelte';
export { default as Conv2d } from './Conv2d.svelte';
export { default as Dense } from './Dense.svelte';
export { default as Distances } from './Distances.svelte';
export { default as Dropout } from './Dropout.svelte';
export { default as Flatten } from './Flatten.svelte';
export { default as General } from './General.svelte';
export { default as GlobalAverage } from './GlobalAverage.svelte';
export { default as Input } from './Input.svelte';
export { default as Pool } from './Pool.svelte';
export { default as Rescale } from './Rescale.svelte';
export { default as ResponseNorm } from './ResponseNorm.svelte';
export { default as Softmax } from './Softmax.svelte';
export { default as Subsample } from './Subsample.svelte';
