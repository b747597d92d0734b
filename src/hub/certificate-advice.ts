import { t } from "../words/words";

/** What is wrong with a certificate, by the codes of Node (OpenSSL) and of Chromium. */
const faults: readonly (readonly [codes: RegExp, advice: () => string])[] = [
  [
    /^CERT_HAS_EXPIRED$/,
    () =>
      t`Its certificate has expired. Check the date on this computer. If it is correct, the server needs a new certificate: contact whoever runs it.`,
  ],
  [
    /^CERT_NOT_YET_VALID$/,
    () =>
      t`Its certificate is not valid yet. Check the date on this computer. If it is correct, contact whoever runs the server.`,
  ],
  [
    /^ERR_CERT_DATE_INVALID$/,
    () =>
      t`Its certificate has expired or is not valid yet. Check the date on this computer. If it is correct, contact whoever runs the server.`,
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$|^ERR_CERT_COMMON_NAME_INVALID$|HOSTNAME_MISMATCH/,
    () =>
      t`Its certificate is for another host. Check the host name in the endpoint. If it is correct, a sign-in page or another server may have responded: open the address in a browser.`,
  ],
  [
    /^(?:ERR_)?CERT_REVOKED$/,
    () => t`Its certificate was revoked, so the connection is not safe. Contact whoever runs the server.`,
  ],
  [
    /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    () =>
      t`Its certificate is self-signed. If you trust this server, add its certificate to your operating system, which VS Code trusts. For the command line, set NODE_EXTRA_CA_CERTS to the path of the certificate instead. Then restart the program.`,
  ],
  [
    /CERT|UNABLE_TO_(?:GET|VERIFY)/,
    () =>
      t`Its certificate is not trusted. If your network has its own certificate authority, add that authority's certificate to your operating system, which VS Code trusts. For the command line, set NODE_EXTRA_CA_CERTS to the path of the certificate instead. Then restart the program.`,
  ],
];

/** What to do about a certificate, by the code of the failed connection; null if it failed for another reason. */
export function certificateAdvice(code: string): string | null {
  return faults.find(([codes]) => codes.test(code))?.[1]() ?? null;
}
