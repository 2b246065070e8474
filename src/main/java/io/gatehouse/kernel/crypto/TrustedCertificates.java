package io.gatehouse.kernel.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Creates TLS contexts for connections to other servers. */
public final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * Returns a context that trusts the certificates of that PEM file, or those of the system if there is none.
     *
     * @throws IllegalStateException if the file cannot be read or has no certificate
     */
    public static SSLContext context(Optional<Path> pem) {
        try {
            if (pem.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream file = Files.newInputStream(pem.get())) {
                for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                    store.setCertificateEntry("trusted-" + store.size(), each);
                }
            }
            if (store.size() == 0) {
                throw new IllegalStateException("No certificate in " + pem.get());
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The trusted certificates cannot be read: " + e.getMessage(), e);
        }
    }
}
