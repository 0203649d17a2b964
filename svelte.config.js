// Read by svelte-check and Vite alike.
/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {}
