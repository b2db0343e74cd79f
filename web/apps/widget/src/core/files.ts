/** The part that sends files up, and all it needs: fetched when the first file is chosen. */
export { upload } from '../net/upload'
export { createUploads } from './uploads'
