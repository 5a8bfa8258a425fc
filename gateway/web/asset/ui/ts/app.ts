// The page's script. Everything works without it as plain links and forms; it makes them fast and adds keys.
import './toast';
import './menu';
import './leave';
import './prefer';
import './nav';
import './form';
import './draft';
import './list';
import './keys';
import './palette';
import './editor';
import './composer';
import './suggest';
import './hints';
import { BoardColumns } from './board';
import { live } from './live';
import { RefPicker } from './picker';
import { RelTime } from './reltime';

document.documentElement.classList.add('scripted');
customElements.define('board-columns', BoardColumns);
customElements.define('ref-picker', RefPicker);
customElements.define('rel-time', RelTime);
document.dispatchEvent(new CustomEvent('shown'));
live();
