package io.gatehouse.cli.doctor;

import io.gatehouse.startup.StartupSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;

/** Checks one dependency of Gatehouse with its configured settings, within seconds; what it writes does not stay. */
public interface Probe {

    /** Returns the diagnoses, or none if the settings are missing, which the settings checks report. */
    List<Diagnosis> examine(StartupSettings settings);

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
