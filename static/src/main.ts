// The page begins here: one session, one App, and the address bar as its memory.
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import { Session } from './state/session.svelte';
import { theme } from './state/theme.svelte';
import App from './views/App.svelte';

document.documentElement.dataset.theme = theme.now;
const session = new Session();
mount(App, { target: document.getElementById('app') ?? document.body, props: { session } });

window.addEventListener('popstate', () => void session.follow(location.hash));
void session.follow(location.hash);
