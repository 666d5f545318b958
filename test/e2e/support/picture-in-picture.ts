/** Document Picture-in-Picture, which only Chromium has, and TypeScript does not know. */
interface DocumentPictureInPicture {
  readonly window: Window | null;
  requestWindow(options?: { width: number; height: number }): Promise<Window>;
}

declare global {
  interface Window {
    readonly documentPictureInPicture: DocumentPictureInPicture;
  }
}

export {};
