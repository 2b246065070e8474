package io.gatehouse.cli.doctor;

import io.gatehouse.startup.StartupSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Checks one dependency of Gatehouse with its configured settings, within seconds; what it writes does not stay. */
public interface Probe {

    /** Returns the diagnoses, or none if the settings are missing, which the settings checks report. */
    List<Diagnosis> examine(StartupSettings settings);

    /**
     * Returns the connection over TLS, to a server whose certificate has that name.
     *
     * @throws IOException if the handshake fails or the certificate is not trusted
     */
    static SSLSocket encrypt(Socket socket, String host, SSLContext trust) throws IOException {
        var encrypted = (SSLSocket) trust.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    /** Returns the message of the innermost cause that has one. */
    static String reason(IOException e) {
        String message = e instanceof ConnectException
                ? "connection refused"
                : e.getClass().getSimpleName();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "its name is unknown here";
            }
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        return message;
    }
}
