import { qrCodeSvg } from './qr-code.ts';

/** The authority's certificate, for devices that are to trust it. */
export const CERTIFICATE_PATH = '/audio-rooms.crt';

const STYLES_PATH = '/network.css';

/** What a website has in addition while others in the network may open it. */
export interface NetworkPages {
  /** HTML for the head of each page. */
  readonly head: string;
  /** HTML for the end of the start page's welcome. */
  readonly welcome: string;
  /** Further files, by their paths. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Shows the server's address as a QR code on the start page. Both of the page's languages are in it: its script chooses one
 * for the whole page, and the style sheet hides the other.
 * @param origin - The address, without characters that are special in HTML.
 * @param authority - The certificate in PEM.
 */
export function networkPages(origin: string, authority: string): NetworkPages {
  return {
    head: `<link rel="stylesheet" href="${STYLES_PATH}" />`,
    welcome: `<aside id="network">
  ${qrCodeSvg(origin, origin)}
  <div>
    <h2 lang="en">Talk from your phone</h2>
    <h2 lang="es">Habla desde el móvil</h2>
    <p lang="en">Scan the code in the same network. The browser warns once, because this machine signed its certificate itself: go on to the page.</p>
    <p lang="es">Escanea el código en la misma red. El navegador avisa una vez, porque esta máquina firma su propio certificado: continúa a la página.</p>
    <p class="address"><a href="${origin}/">${origin}</a></p>
    <p class="trust" lang="en">An iPhone or iPad opens rooms after it <a href="${CERTIFICATE_PATH}">trusts the certificate</a>: install it in Settings, then turn it on under General, About, Certificate Trust Settings.</p>
    <p class="trust" lang="es">Un iPhone o iPad abre salas cuando <a href="${CERTIFICATE_PATH}">confía en el certificado</a>: instálalo en Ajustes y actívalo en General, Información, Ajustes de confianza de los certificados.</p>
  </div>
</aside>`,
    files: { [STYLES_PATH]: STYLES, [CERTIFICATE_PATH]: authority },
  };
}

/** On a small screen, the code would be on the very phone that is to scan it: only what an iPhone needs is left. */
const STYLES = `#network {
  display: flex;
  align-items: center;
  gap: 20px;
  max-inline-size: 34em;
  margin-block-start: clamp(18px, 3vw, 36px);
}

#network svg {
  flex: none;
  inline-size: 148px;
  border-radius: 12px;
}

#network h2 {
  margin: 0 0 4px;
  font-size: 1.1rem;
}

#network p {
  margin: 0;
  font-size: 0.95rem;
}

#network .address {
  margin-block-start: 6px;
  font-weight: 600;
  overflow-wrap: anywhere;
}

#network a {
  color: inherit;
}

html:lang(es) #network [lang='en'],
html:not(:lang(es)) #network [lang='es'] {
  display: none;
}

/* Only browsers of iOS know this property. */
@supports not (-webkit-touch-callout: none) {
  #network .trust {
    display: none;
  }
}

@media (max-width: 760px) {
  #network svg,
  #network h2,
  #network p:not(.trust) {
    display: none;
  }
}
`;
