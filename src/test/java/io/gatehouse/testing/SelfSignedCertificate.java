package io.gatehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of localhost that nobody vouches for, with its key, as PEM files in a folder. */
final class SelfSignedCertificate {
    private static final String ALIAS = "localhost";
    private static final String PASSWORD = "password";

    private final Path folder;
    private final KeyStore store;

    SelfSignedCertificate(Path folder) {
        this.folder = folder;
        Path file = folder.resolve("localhost.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Command.run(
                folder.resolve("keytool.log"),
                (keytool + " -genkeypair -keyalg EC -groupname secp256r1 -dname CN=localhost -ext SAN=dns:localhost"
                                + " -storetype PKCS12 -storepass " + PASSWORD + " -alias " + ALIAS + " -keystore "
                                + file)
                        .split(" "));
        try (InputStream content = Files.newInputStream(file)) {
            store = KeyStore.getInstance("PKCS12");
            store.load(content, PASSWORD.toCharArray());
            write(certificate(), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
            write(
                    key(),
                    "PRIVATE KEY",
                    store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Path certificate() {
        return folder.resolve("certificate.pem").toAbsolutePath();
    }

    Path key() {
        return folder.resolve("key.pem").toAbsolutePath();
    }

    /** Shows this certificate. */
    SSLContext shown() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts this certificate and no other. */
    SSLContext trusted() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String label, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }
}
