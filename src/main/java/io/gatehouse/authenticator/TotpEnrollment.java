package io.gatehouse.authenticator;

import io.nayuki.qrcodegen.QrCode;
import java.util.UUID;

/**
 * What an administrator needs to set up an authenticator app.
 *
 * @param id of the authenticator, once a code confirms it
 * @param secret in base32, to be entered where the QR code cannot be scanned
 * @param uri the {@code otpauth} URI
 */
public record TotpEnrollment(UUID id, String secret, String uri) {
    private static final int QUIET_ZONE = 4;

    static TotpEnrollment of(UUID id, TotpSecret secret, String issuer, String account) {
        return new TotpEnrollment(id, secret.base32(), secret.uri(issuer, account));
    }

    /** Returns the QR code of the URI as an SVG image, dark on white in any color scheme. */
    public String qr() {
        QrCode code = QrCode.encodeText(uri, QrCode.Ecc.MEDIUM);
        int size = code.size + 2 * QUIET_ZONE;
        var dark = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    dark.append("M%d %dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h%1$dv%1$dh-%1$dz"/><path d="%2$s"/></svg>""".formatted(size, dark);
    }

    /** Returns a text without the secret. */
    @Override
    public String toString() {
        return "TotpEnrollment[" + id + "]";
    }
}
