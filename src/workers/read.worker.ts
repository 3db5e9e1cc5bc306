import { expose } from 'comlink';
import { serveFile } from '#lib/decode/fileServing.ts';

expose(serveFile);
